"""What every page shows around its content: tabs, who is signed in, the school, the links below."""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from beside.schools.here import ORGANISES, Here, here
from beside.schools.models import Post


def page(request):
    """Tabs and names for the base template; nothing for pages outside a session.

    Nothing is read before a template shows it: a part of a page shows none of it.
    """
    links = {"accessibility": reverse("accessibility")}
    if getattr(request, "actor", None) is None or request.actor.subject_id is None:
        return {"links": links}
    found = here(request)
    links |= {"who_sees": reverse("who_sees"), "sign_out": reverse("sign_out")}
    links["how_it_runs"] = SimpleLazyObject(
        lambda: reverse("how_it_runs") if found.holds(Post.Kind.OFFICE, Post.Kind.HEAD) else ""
    )
    has_account = "_auth_user_id" in request.session
    links["account"] = reverse("account") if has_account else ""
    links["kept"] = SimpleLazyObject(lambda: reverse("kept") if found.is_pupil else "")
    return {
        "links": links,
        "idle_minutes": settings.IDLE_MINUTES if has_account else 0,
        "nav": SimpleLazyObject(lambda: _nav(request, found)),
        "who": SimpleLazyObject(lambda: _who(found)),
        "told_at": SimpleLazyObject(lambda: _told(request, found)),
        "school_name": SimpleLazyObject(lambda: found.school.name if found.school else ""),
        "fictional": SimpleLazyObject(lambda: _is_fictional(found)),
    }


def _is_fictional(found: Here) -> bool:
    return bool(found.school and found.school.federation.fictional)


def _told(request, found: Here) -> str:
    """Where a page of staff asks again and again whether something waits to be read."""
    if request.session.get("beside_door_round") or request.path == reverse("concerns"):
        return ""
    return reverse("told") if found.posts else ""


def _nav(request, found: Here) -> list[dict]:
    inside = request.session.get("beside_door_paths")
    return [] if inside else _tabs(request, found)


def _tabs(request, found: Here) -> list[dict]:
    tabs = [(_("Home"), reverse("home"), "house")]
    if found.is_pupil:
        tabs.append((_("My people"), reverse("my_people"), "users-three"))
        tabs.append((_("Choice time"), reverse("choice_time"), "calendar-dots"))
        tabs.append((_("Challenges"), reverse("challenges"), "plant"))
        tabs.append((_("Thank-yous"), reverse("thank_yous"), "hand-heart"))
        tabs.append((_("Who looked"), reverse("who_looked"), "eye"))
    if found.years:
        school, year = found.years[0]
        tabs.append((_("My year"), reverse("year", args=[school.pk, year]), "users-three"))
        tabs.append((_("The school"), reverse("school", args=[school.pk]), "map-trifold"))
    if found.holds(*ORGANISES):
        tabs.append((_("Surveys"), reverse("rounds"), "chat-circle-dots"))
        if not found.years:
            school = found.school_where(*ORGANISES)
            tabs.append((_("For governors"), reverse("governors", args=[school.pk]), "buildings"))
    if found.holds(*(kind for kind in Post.Kind if kind not in Post.NOT_STAFF)):
        tabs.append((_("Choice time"), reverse("choice_time"), "calendar-dots"))
    if found.posts and not found.holds(Post.Kind.FEDERATION_LEAD):
        tabs.append((_("Challenges"), reverse("challenges"), "plant"))
    if found.holds(Post.Kind.FEDERATION_LEAD):
        tabs.append((_("The schools"), reverse("federation"), "buildings"))
    if found.holds(Post.Kind.OFFICE):
        tabs.append((_("The roll"), reverse("roll"), "student"))
    if found.holds(*Post.SAFEGUARDING, Post.Kind.HEAD, Post.Kind.CHAIR):
        tabs.append((_("Concerns"), reverse("concerns"), "bell-ringing"))
    if found.holds("safeguarding_lead", "safeguarding_deputy", "head"):
        tabs.append((_("Blocks"), reverse("blocks"), "lock-key"))
    return [
        {"label": label, "url": url, "icon": icon, "current": request.path == url}
        for label, url, icon in tabs
    ]


def _who(found: Here) -> str:
    if not found.person:
        return ""
    if found.posts:
        post = next((p for p in found.posts if p.year_group), found.posts[0])
        role = post.title or post.get_kind_display()
        if post.kind == Post.Kind.HEAD_OF_YEAR and post.year_group:
            role = _("Head of Year %(year)s") % {"year": post.year_group}
        return f"{found.person.name}, {role}"
    if found.enrolment and found.enrolment.tutor_group:
        return f"{found.person.name}, {found.enrolment.tutor_group.name}"
    return found.person.name
