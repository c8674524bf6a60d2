"""Being beside a pupil: offering, talking, answering, handing over, ending."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.models import in_force
from beside.access.refusals import Refusal
from beside.schools import queries as schools
from beside.schools.here import here
from beside.schools.models import Enrolment, Person, Post
from beside.ties import forms, naming
from beside.ties.actions import approaches
from beside.ties.actions import commitments as actions
from beside.ties.models import Approach, Commitment, FollowUp
from beside.ties.naming import Mentored
from beside.ties.queries import commitments as queries


def _pupil(request, pupil) -> Enrolment:
    return get_object_or_404(
        Enrolment.objects.visible_to(request.actor)
        .filter(in_force(request.actor.today))
        .select_related("person", "school"),
        person=pupil,
    )


def _known(request, pupil) -> Enrolment | Mentored:
    """A pupil as the actor knows them: by the roll, or as a mentor by first name and form."""
    found = naming.mentored().get(pupil)
    return found if found and not _on_roll(request, pupil) else _pupil(request, pupil)


def _on_roll(request, pupil) -> bool:
    seen = Enrolment.objects.visible_to(request.actor).filter(in_force(request.actor.today))
    return seen.filter(person=pupil).exists()


def _open(request, pk) -> Commitment:
    found = Commitment.objects.visible_to(request.actor).select_related("school")
    return get_object_or_404(found, pk=pk)


def _mine(request, pk) -> Commitment:
    """A commitment the actor may act on: their own, or one in a year they lead."""
    found = _open(request, pk)
    if found.adult_id != request.actor.subject_id and not here(request).years:
        raise Http404
    return found


def _back(request, otherwise: str, *args):
    to = request.POST.get("next", "")
    if to.startswith("/") and url_has_allowed_host_and_scheme(to, allowed_hosts=None):
        return redirect(to)
    return redirect(otherwise, *args)


def _refused(request, refusal: Refusal):
    return render(request, "ties/refused.html", {"refusal": refusal}, status=422)


@require_POST
@signed_in
def commit(request, pupil):
    """“I’ll get to know Isla”: one click, undone as easily."""
    enrolment = _pupil(request, pupil)
    here(request).staff_school  # noqa: B018 - others are told there is no such page
    adult = request.POST.get("adult") or request.actor.subject_id
    try:
        made = actions.commit(
            by=request.actor, school=enrolment.school, pupil=pupil, adult=_adult(request, adult)
        )
    except Refusal as refusal:
        return _refused(request, refusal)
    return redirect("slip", made.pk)


def _adult(request, adult):
    if str(adult) == str(request.actor.subject_id):
        return request.actor.subject_id
    if not here(request).years:
        raise Http404
    return get_object_or_404(Person.objects.visible_to(request.actor), pk=_id(adult)).pk


def _id(typed) -> uuid.UUID:
    try:
        return uuid.UUID(str(typed))
    except ValueError as error:
        raise Http404 from error


@require_POST
@signed_in
def ask(request, pupil):
    """“Ask Ms Okafor”: whether she would get to know the pupil; the pupil hears nothing yet."""
    enrolment = _pupil(request, pupil)
    if (enrolment.school, enrolment.year_group) not in here(request).years:
        raise Http404
    adult = _colleague(request, enrolment, request.POST.get("adult", ""))
    try:
        approaches.ask(by=request.actor, school=enrolment.school, pupil=pupil, adult=adult.pk)
    except Refusal as refusal:
        return _refused(request, refusal)
    words = _("%(name)s finds it on their first page. They may say no, and need not say why.")
    messages.success(request, words % {"name": adult.name})
    return _back(request, "pupil", pupil)


def _colleague(request, enrolment: Enrolment, typed: str) -> Person:
    school, today = enrolment.school, request.actor.today
    outside = [adult for adult, checked in schools.community(school, today).items() if checked]
    asked = [*schools.staff_ids(school, today), *outside]
    found = next((each for each in asked if str(each) == typed), None)
    return get_object_or_404(Person.objects.visible_to(request.actor), pk=found)


@require_POST
@signed_in
def answer_ask(request, pk):
    """The adult who was asked says yes or no; nobody is told which."""
    found = get_object_or_404(
        Approach.objects.visible_to(request.actor), pk=pk, adult=request.actor.subject_id
    )
    said = request.POST.get("answer")
    if said not in ("yes", "no"):
        return redirect("home")
    try:
        made = approaches.answer(by=request.actor, approach=found, yes=said == "yes")
    except Refusal as refusal:
        return _refused(request, refusal)
    if made:
        return redirect("slip", made.pk)
    messages.success(request, _("Thank you. That is kept, and nobody is told why."))
    return redirect("home")


@signed_in
def slip(request, pk):
    """A slip to print: whom, a way in, the two days to look again."""
    found = _mine(request, pk)
    enrolment = _known(request, found.pupil_id)
    adult = schools.names_of(request.actor, [found.adult_id]).get(found.adult_id)
    context = {
        "commitment": found,
        "enrolment": enrolment,
        "adult": adult,
        "mine": found.adult_id == request.actor.subject_id,
        "ways": schools.shared_with_adults(request.actor, [found.pupil_id]).get(found.pupil_id, []),
        "days": [f.due for f in found.follow_ups.order_by("due") if f.due],
        "can_undo": found.starts == request.actor.today and not found.answer and not found.ends,
        "meeting": request.session.get("beside_door_round"),
    }
    return render(request, "ties/slip.html", context)


@signed_in
def talk(request, pk):
    """“We talked”, in ten seconds."""
    found = _mine(request, pk)
    form = forms.TalkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.talked(by=request.actor, commitment=found, words=form.cleaned_data["words"])
        except Refusal as refusal:
            return _refused(request, refusal)
        messages.success(request, _("Kept. The pupil can read it and answer."))
        return _back(request, "home")
    pupil = _known(request, found.pupil_id)
    context = {"form": form, "commitment": found, "pupil": pupil}
    if isinstance(pupil, Mentored):
        context["end_form"] = forms.EndForm()
    return render(request, "ties/talk.html", context)


@require_POST
@signed_in
def answer(request, pk):
    """The pupil says yes or no, thank you."""
    try:
        actions.answer_offer(
            by=request.actor,
            commitment=_open(request, pk),
            yes=request.POST.get("answer") == "yes",
            now=now(),
        )
    except Refusal as refusal:
        return _refused(request, refusal)
    messages.success(request, _("Thank you. That is kept."))
    return redirect("home")


@signed_in
def reply(request, pk):
    """The pupil answers a note."""
    found = get_object_or_404(
        FollowUp.objects.visible_to(request.actor), pk=pk, pupil=request.actor.subject_id
    )
    form = forms.ReplyForm(request.POST or None, initial={"words": found.reply})
    if request.method == "POST" and form.is_valid():
        actions.reply(by=request.actor, talk=found, words=form.cleaned_data["words"], now=now())
        return redirect("home")
    return render(request, "ties/reply.html", {"form": form, "talk": found})


@signed_in
def hand_over(request, pk):
    """Give a commitment to somebody else: who will be beside them next?"""
    found = _mine(request, pk)
    people = _colleagues(request, found)
    form = forms.HandOverForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        return _hand(request, found, form.cleaned_data["to"])
    pupil = _pupil(request, found.pupil_id)
    context = {
        "form": form,
        "commitment": found,
        "pupil": pupil,
        "suggestions": [s for s in queries.suggestions(request.actor, pupil) if not s.is_pupil],
        "end_form": forms.EndForm(),
    }
    return render(request, "ties/hand_over.html", context)


def _hand(request, found: Commitment, to):
    try:
        actions.hand_over(by=request.actor, commitment=found, to=to)
    except Refusal as refusal:
        return _refused(request, refusal)
    messages.success(request, _("Handed over. The pupil is told who it is, and can say no."))
    return redirect("home")


def _colleagues(request, found: Commitment) -> list[Person]:
    staff = schools.staff_ids(found.school, request.actor.today)
    names = schools.names_of(request.actor, [s for s in staff if s != found.adult_id])
    return sorted(names.values(), key=lambda p: (p.family_name, p.given_name))


@require_POST
@signed_in
def end(request, pk):
    found = _mine(request, pk)
    form = forms.EndForm(request.POST)
    if not form.is_valid():
        return redirect("hand_over", pk)
    try:
        actions.end(by=request.actor, commitment=found, words=form.cleaned_data["words"])
    except Refusal as refusal:
        return _refused(request, refusal)
    messages.success(request, _("Ended, and the pupil can read who is beside them next."))
    return redirect("home")


@require_POST
@signed_in
def undo(request, pk):
    """Take back an offer made by mistake."""
    found = _mine(request, pk)
    try:
        actions.take_back(by=request.actor, commitment=found)
    except Refusal as refusal:
        return _refused(request, refusal)
    messages.success(request, _("Taken back."))
    door = request.session.get("beside_door_round")
    return redirect("meeting_after", door) if door else redirect("home")


@signed_in
def limit(request):
    """For how many pupils I have room."""
    here(request).school_where(*Post.Kind)
    initial = {"limit": actions.limit_of(request.actor.subject_id)}
    form = forms.LimitForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.set_limit(by=request.actor, limit=form.cleaned_data["limit"])
        messages.success(request, _("Kept. Only you see this number."))
        return redirect("home")
    return render(request, "ties/limit.html", {"form": form}, status=422 if form.errors else 200)
