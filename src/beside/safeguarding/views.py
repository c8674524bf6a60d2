"""Raising a concern, talking to someone, and the safeguarding lead's inbox."""

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from beside.access.calendar import now
from beside.access.decorators import finds, recently_confirmed, signed_in
from beside.access.locks import reached
from beside.access.models import in_force
from beside.audit.actions import record_command
from beside.rights import Basis
from beside.safeguarding import actions, forms
from beside.safeguarding.models import Concern, HelpLine
from beside.schools import queries as schools
from beside.schools.here import here
from beside.schools.models import Enrolment, Person


def _help_line(school) -> HelpLine | None:
    return HelpLine.objects.filter(school=school).first()


@signed_in
def talk(request):
    """“Talk to someone today”: who is there, when, and a way to write to them."""
    enrolment = here(request).enrolment
    if enrolment is None:
        return redirect("raise_concern")
    return _write(request, enrolment, forms.TalkForm, "safeguarding/talk.html")


@finds
@signed_in
def raise_concern(request):
    """An adult is worried about a pupil they can see."""
    if here(request).is_pupil:
        return redirect("talk_to_someone")
    pupil = request.POST.get("pupil") or request.GET.get("pupil")
    if not pupil:
        return _choose(request)
    return _write(request, _enrolment(request, pupil), forms.ConcernForm, "safeguarding/raise.html")


def _enrolment(request, pupil) -> Enrolment:
    visible = Enrolment.objects.visible_to(request.actor).filter(in_force(request.actor.today))
    try:
        found = visible.select_related("person", "school").filter(person=pupil).first()
        return found or _as_mentor(request, uuid.UUID(pupil))
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
    found = [e for e in pupils if all(w in e.person.name.lower() for w in words.split())][:20]
    context = {"found": found, "words": words, "help_line": _help_line(school)}
    return render(request, "safeguarding/choose.html", context)


def _write(request, enrolment: Enrolment, form_class, template: str):
    initial = {"key": actions.new_key(), "pupil": enrolment.person_id}
    form = form_class(request.POST or None, initial=initial)
    context = {
        "form": form,
        "enrolment": enrolment,
        "help_line": _help_line(enrolment.school),
        "meeting": request.session.get("beside_door_round"),
    }
    if request.method == "POST" and form.is_valid():
        context["receipt"] = actions.raise_concern(
            by=request.actor,
            school=enrolment.school,
            pupil=enrolment.person_id,
            words=form.cleaned_data["words"],
            key=form.cleaned_data["key"],
            at=now(),
        )
        return render(request, "safeguarding/receipt.html", context)
    return render(request, template, context, status=422 if form.errors else 200)


@signed_in
@recently_confirmed
def concerns(request):
    """The safeguarding lead's inbox: open ones first, oldest first."""
    school = here(request).school_where("safeguarding_lead")
    found = list(
        Concern.objects.visible_to(request.actor)
        .filter(school=school)
        .prefetch_related("entries")
        .order_by("at")
    )
    people = [p for c in found for p in (c.pupil_id, c.writer_id)]
    people += [entry.writer_id for c in found for entry in c.entries.all()]
    names = schools.names_of(request.actor, people)
    rows = [_row(c, names) for c in found]
    context = {
        "open": [r for r in rows if not r["closed"]],
        "closed": [r for r in rows if r["closed"]],
        "help_line": _help_line(school),
    }
    return render(request, "safeguarding/concerns.html", context)


def _row(concern: Concern, names: dict) -> dict:
    entries = list(concern.entries.all())
    taken = next((e for e in entries if e.kind == "taken"), None)
    return {
        "concern": concern,
        "pupil": names.get(concern.pupil_id),
        "writer": names.get(concern.writer_id),
        "owner": names.get(taken.writer_id) if taken else None,
        "closed": any(e.kind == "closed" for e in entries),
    }


@signed_in
@recently_confirmed
def concern(request, pk):
    """One concern with all that was done."""
    here(request).school_where("safeguarding_lead")
    found = get_object_or_404(Concern.objects.visible_to(request.actor), pk=pk)
    form = forms.EntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_entry(by=request.actor, concern=found, at=now(), **form.cleaned_data)
            return redirect("concern", pk)
        except actions.Refusal as refusal:
            form.add_error("words", str(refusal))
    entries = list(found.entries.order_by("at"))
    people = [found.pupil_id, found.writer_id, *(e.writer_id for e in entries)]
    names = schools.names_of(request.actor, people)
    context = {
        "concern": found,
        "pupil": names.get(found.pupil_id),
        "writer": names.get(found.writer_id),
        "entries": [(names.get(e.writer_id), e) for e in entries],
        "form": form,
    }
    record_command(what="safeguarding.concern_read", details={"concern": str(found.pk)})
    return render(request, "safeguarding/concern.html", context, status=422 if form.errors else 200)
