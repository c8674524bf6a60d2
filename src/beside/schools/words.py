"""The words in which rights that wait are asked about and told of."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from beside.access.opening import Invited
from beside.schools.models import Post

WHY_NOT = {
    "asked": _("You asked for this yourself. Somebody else has to say yes."),
    "gains": _("This would give you something. Somebody else has to say yes."),
    "no_post": _("Only head, safeguarding lead, organiser or office of this school say yes here."),
    "given_by_asker": _(
        "Whoever asks for this asked for your own post less than 30 days ago. Somebody else has to"
        " say yes."
    ),
    "not_lead": _("The safeguarding lead alone answers this."),
    "said": _("You have answered. It waits for a second yes."),
}
ASKS = {
    "grant": _("%(names)s would become %(post)s."),
    "ending": _("%(names)s would no longer be %(post)s."),
    "address": _("%(names)s, %(post)s, would get another e-mail address."),
    "tutors": _("These would look after a tutor group: %(names)s."),
    "teachers": _("These would teach or lead a group: %(names)s."),
    "carers": _("These would be parents or carers of pupils: %(names)s."),
    "addresses": _("Mail for these would go to another address: %(names)s."),
    "reach": _("These pupils would come within the reach of others than now: %(names)s."),
    "court": _(
        "The roll speaks of an order, of contact or of care. The family links of these wait:"
        " %(names)s."
    ),
}
GIVES = {
    "safeguarding_lead": _("Reads every concern, and sees for every pupil what is known."),
    "safeguarding_deputy": _("Reads every concern, and sees for every pupil what is known."),
    "head": _("Runs surveys, and reads concerns about adults who work or help here."),
    "chair": _("Reads concerns about the head."),
    "office": _("Keeps the roll, and invites colleagues."),
    "organiser": _("Runs surveys, and sees who answered and the figures."),
    "head_of_year": _("Sees for the pupils of the year what tutors see, and makes sign-in cards."),
    "federation_lead": _("Sees the figures of all schools."),
    "tutors": _("Sees what is known of the pupils of the group, and makes them sign-in cards."),
    "teachers": _("Sees the names of the pupils they teach."),
    "carers": _("Gets letters about the pupil, and answers for them."),
    "addresses": _("What opens an account or a form is sent to this address."),
    "address": _("What opens this account is sent to this address."),
    "reach": _("Names, groups and what goes with the posts of that school."),
    "ending": _("What the post opens is closed to them."),
    "court": _(
        "With a yes they are parents and carers as the roll says: they get letters, and answer for"
        " the child. Until then none of them is invited, and no mail goes."
    ),
}
MAIL_SUBJECT = _("Beside: who may see what at %(school)s")
TOLD = {
    "right_done": _("A second person has said yes. %(asks)s It is so from today."),
    "right_refused": _("Somebody has said no, and nothing has changed. It was asked: %(asks)s"),
    "right_by_operator": _(
        "Whoever runs the computer has said yes, on the machine. %(asks)s It is so from today."
    ),
}
NOT_RIGHT = _("If that is not right, tell the head or the safeguarding lead at once.")


def post_words(post: str) -> str:
    """The name of a post, as people say it."""
    return str(dict(Post.Kind.choices).get(post, post))


def asks(values: dict[str, Any]) -> str:
    """What is asked, in a sentence with the names."""
    post = post_words(values["post"])
    if values.get("year"):
        post = _("head of Year %(year)s") % {"year": values["year"]}
    words = {"names": ", ".join(values["names"]), "post": post}
    return str(ASKS[values["rule"]]) % words


def year_of(changes: list[dict[str, Any]]) -> str:
    """The year that a head of year's post is about, where the change says it."""
    new = next((c["new"] for c in changes if isinstance(c.get("new"), dict)), {})
    return str(new.get("year_group", "")) if new.get("kind") == "head_of_year" else ""


def coming(changes: list[dict[str, Any]]) -> list[str]:
    """The names of people whom a yes would bring onto the roll."""
    new = [c["new"] for c in changes if c["kind"] == "person" and c["op"] == "add"]
    return [" ".join(filter(None, (n["given_name"], n["family_name"]))) for n in new]


def gives(rule: str, post: str) -> str:
    """What it would open, or close."""
    return str(GIVES[rule if rule in GIVES and rule != "address" else post or rule])


def told(what: str, values: dict[str, Any]) -> str:
    """What is told of a right that was asked for."""
    return str(TOLD[what]) % {"asks": asks(values)}


def mail(what: str, values: dict[str, Any]) -> str:
    """The mail of it."""
    return f"{told(what, values)}\n\n{NOT_RIGHT}\n"


HAS_ACCOUNT = _(
    "This person has an account. They get a new password themselves, on the page for signing in."
)
NO_ADDRESS = _(
    "There is no e-mail address on the roll for this person. Bring it in with the roll first: the"
    " link goes there, and nobody else sees it."
)
INVITATION_SUBJECT = _("Beside: your account")
INVITATION = _(
    "Dear %(name)s,\n\nwith this link you make your account in Beside. It works once, for three"
    " days, and is for you alone.\n\n%(link)s\n\nIf you did not expect it, tell the school"
    " office.\n"
)


NO_LINK = {Invited.HAS_ACCOUNT: HAS_ACCOUNT, Invited.NO_ADDRESS: NO_ADDRESS}
