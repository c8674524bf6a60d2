"""Raising a concern, and what those see who look after concerns."""

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from beside.access.calendar import now
from beside.access.decorators import finds, recently_confirmed, signed_in
from beside.access.locks import reached
from beside.access.models import in_force
from beside.access.refusals import Refusal
from beside.audit.actions import record_command
from beside.rights import Basis
from beside.safeguarding import actions, forms
from beside.safeguarding.actions import leavers as files
from beside.safeguarding.models import Concern, ConcernEntry, Hold
from beside.safeguarding.queries import concerns as found
from beside.safeguarding.queries import people, to_pupils
from beside.safeguarding.queries import talks as written
from beside.safeguarding.rules.routing import Route
from beside.safeguarding.views import shared
from beside.schools import queries as schools
from beside.schools.here import here
from beside.schools.models import Enrolment, Person, Post


@finds
@signed_in
def raise_concern(request):
    """An adult is worried about a pupil they can see."""
    if here(request).is_pupil:
        return redirect("talk_to_someone")
    pupil = request.POST.get("pupil") or request.GET.get("pupil")
    if not pupil:
        return _choose(request)
    return _write(request, _enrolment(request, pupil))


def _enrolment(request, pupil) -> Enrolment:
    visible = Enrolment.objects.visible_to(request.actor).filter(in_force(request.actor.today))
    try:
        mine = visible.select_related("person", "school").filter(person=pupil).first()
        return mine or _as_mentor(request, uuid.UUID(pupil))
    except (ValueError, TypeError, ValidationError) as error:
        raise Http404 from error


def _as_mentor(request, pupil: uuid.UUID) -> Enrolment:
    """A pupil of whom their mentor may read no more than a first name, which is not said here."""
    if not reached((Basis.MENTOR,)).filter(pk=pupil).exists():
        raise Http404
    somebody = Person(subject_id=pupil, given_name=_("the pupil you are beside"))
    return Enrolment(school=here(request).school, person=somebody)


def _choose(request):
    words = request.GET.get("name", "").strip().lower()
    school = here(request).school
    pupils = schools.pupils_of(request.actor, school) if school and words else []
    listed = [e for e in pupils if all(w in e.person.name.lower() for w in words.split())][:20]
    context = {"found": listed, "words": words, **shared.numbers(school)}
    return render(request, "safeguarding/choose.html", context)


def _write(request, enrolment: Enrolment):
    school, at = enrolment.school, now()
    form = forms.ConcernForm(
        request.POST or None,
        initial={"key": actions.new_key(), "pupil": enrolment.person_id, "low": "harm"},
        adults=people.adults_of(school, request.actor.today),
    )
    context = {
        "form": form,
        "enrolment": enrolment,
        "stands": written.now_at(school, at),
        "due_at": actions.read_by(school, at),
        "meeting": request.session.get("beside_door_round"),
        **shared.numbers(school),
        **shared.leads_in_words(request.actor, school),
    }
    if request.method == "POST" and form.is_valid():
        return _raise(request, enrolment, form, context, at)
    return render(request, "safeguarding/raise.html", context, status=422 if form.errors else 200)


def _raise(request, enrolment, form, context: dict, at):
    data = form.cleaned_data
    about = actions.About(
        adult=form.is_about_adult,
        past=data["past_ids"],
        past_words=data["past"],
        low_level=form.is_about_adult and data["low"] == "low",
    )
    try:
        context["receipt"] = actions.raise_concern(
            by=request.actor,
            school=enrolment.school,
            pupil=enrolment.person_id,
            words=data["words"],
            key=data["key"],
            at=at,
            about=about,
        )
    except actions.NobodyHere:
        return render(request, "safeguarding/nobody_here.html", context)
    return render(request, "safeguarding/receipt.html", context)


@signed_in
@recently_confirmed
def concerns(request):
    """What waits to be read stands first, then what is looked after, and who is there."""
    school, at = shared.school_looked_after(here(request)), now()
    listed = found.rows(request.actor, school, at)
    shared.record_case(request, _in_cases(listed))
    is_lead = here(request).holds(*Post.SAFEGUARDING, school=school)
    open_ = [row for row in listed if not row.is_closed]
    context = {
        "at": at,
        "school": school,
        "is_lead": is_lead,
        "unread": [row for row in open_ if not row.is_read],
        "open": [row for row in open_ if row.is_read],
        "closed": [row for row in listed if row.is_closed],
        "stands": written.now_at(school, at),
        **shared.numbers(school),
        **shared.leads_in_words(request.actor, school),
        **(_for_lead(request, school) if is_lead else {}),
    }
    return render(request, "safeguarding/concerns.html", context)


def _in_cases(listed) -> list[uuid.UUID]:
    """Everybody whose name stands beside what does not go to the safeguarding lead."""
    cases = [row.record for row in listed if row.record.route != Route.LEAD]
    return [who for each in cases for who in (each.pupil_id, getattr(each, "writer_id", None))]


def _for_lead(request, school) -> dict:
    posts, rota = people.posts_of(school, request.actor.today), people.rota_of(school)
    who = [*posts.leads, *(person for person, _first, _last in rota.away)]
    who += [person for person, _at in (*rota.weekdays.values(), *rota.days.values())]
    names = people.names(request.actor, who)
    nation = shared.numbers(school)["nation"]
    return {
        "duty": _duty(request, posts, rota, names),
        "leavers": found.leavers(request.actor, school, nation.file_days),
        "arrives": written.messages_arrive(school, request.actor.today),
        "often": to_pupils.often(request.actor, now()),
    }


def _duty(request, posts, rota, names) -> list[dict]:
    today = request.actor.today
    listed = []
    for place, person in enumerate(posts.leads):
        away = next(
            (each for each in rota.away if each[0] == person and each[1] <= today <= each[2]), None
        )
        listed.append(
            {"name": names.get(person), "is_deputy": place > 0, "until": away[2] if away else None}
        )
    return listed


@signed_in
@recently_confirmed
def concern(request, pk):
    """One concern with all that was done."""
    kept = get_object_or_404(
        Concern.objects.visible_to(request.actor).select_related("school"), pk=pk
    )
    mine = shared.looks_after(request.actor, kept.school, kept.route, kept.past)
    form = forms.EntryForm(request.POST if request.POST.get("kind") else None)
    if request.method == "POST" and mine:
        done = _do(request, kept, form)
        if done:
            return done
    record_command(what="safeguarding.concern_read", details={"concern": str(kept.pk)})
    if kept.route != Route.LEAD:
        shared.record_case(request, [kept.pupil_id, kept.writer_id])
    context = _context(request, kept) | {"form": form, "mine": mine}
    return render(request, "safeguarding/concern.html", context, status=422 if form.errors else 200)


def _do(request, kept: Concern, form):
    by, at, do = request.actor, now(), request.POST.get("do")
    try:
        if do == "read":
            actions.mark_read(by=by, concern=kept, at=at)
        elif do == "take":
            actions.take_on(by=by, concern=kept, at=at)
        elif do == "cannot":
            actions.hand_on(by=by, concern=kept, at=at)
        elif do == "share":
            whom = forms.ShareForm(request.POST)
            if whom.is_valid():
                actions.share(by=by, concern=kept, at=at, **whom.cleaned_data)
        elif form.is_valid():
            _add(by, kept, form.cleaned_data, at)
        else:
            return None
    except Refusal as refusal:
        form.add_error("words", str(refusal)) if form.is_bound else None
        return None if form.is_bound else redirect("concern", kept.pk)
    return redirect("concern", kept.pk)


def _add(by, kept: Concern, data: dict, at) -> None:
    outcome = None
    if data["kind"] == ConcernEntry.Kind.CLOSED:
        outcome = actions.Outcome(data["told_whom"], data["told_on"], data["why_not_told"])
    actions.add_entry(
        by=by, concern=kept, kind=data["kind"], words=data["words"], at=at, outcome=outcome
    )


def _context(request, kept: Concern) -> dict:
    entries = list(
        ConcernEntry.objects.visible_to(request.actor).filter(concern=kept).order_by("at")
    )
    who = [kept.pupil_id, kept.writer_id]
    who += [p for e in entries for p in (e.writer_id, e.with_person_id)]
    names = people.names(request.actor, who)
    staff = people.adults_of(kept.school, request.actor.today)
    return {
        "concern": kept,
        "pupil": names.get(kept.pupil_id),
        "writer": names.get(kept.writer_id),
        "entries": [(names.get(e.writer_id), names.get(e.with_person_id), e) for e in entries],
        "is_read": any(e.kind == ConcernEntry.Kind.READ for e in entries),
        "is_closed": any(e.kind == ConcernEntry.Kind.CLOSED for e in entries),
        "colleagues": sorted(
            (f"{a.preferred or a.given} {a.family}", a.id)
            for a in staff
            if a.id not in kept.past and a.id != request.actor.subject_id
        ),
        **shared.numbers(kept.school),
    }


@signed_in
@recently_confirmed
def chronology(request, pupil):
    """All of one pupil in order of time, to read and to print; and what stops it from going."""
    school = here(request).school_where(*Post.SAFEGUARDING)
    listed = found.of_pupil(request.actor, pupil)
    if not listed:
        raise Http404
    form = forms.HoldForm(request.POST if request.POST.get("do") == "hold" else None)
    if request.method == "POST":
        done = _hold(request, school, pupil, form)
        if done:
            return done
    record_command(what="safeguarding.chronology", details={"pupil": str(pupil)})
    context = {
        "pupil": listed[0].pupil,
        "pupil_id": pupil,
        "rows": listed,
        "holds": found.holds(request.actor, pupil),
        "form": form,
        "today": request.actor.today,
    }
    return render(request, "safeguarding/chronology.html", context)


def _hold(request, school, pupil, form):
    by, at = request.actor, now()
    if request.POST.get("do") == "lift":
        kept = get_object_or_404(Hold.objects.visible_to(by), pk=request.POST.get("hold"))
        files.lift(by=by, hold=kept, at=at)
    elif form.is_valid():
        files.hold(by=by, school=school, pupil=pupil, at=at, **form.cleaned_data)
    else:
        return None
    return redirect("chronology", pupil)
