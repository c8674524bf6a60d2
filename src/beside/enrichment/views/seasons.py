"""Planning a season of challenges: its catalogue, who is kept apart, choosing."""

import uuid
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.refusals import Refusal
from beside.audit.actions import record_seen
from beside.enrichment.actions import seasons as actions
from beside.enrichment.forms import ChallengeForm, ClosingDayForm, SeasonForm
from beside.enrichment.models import Apart, Challenge, Season
from beside.enrichment.queries import mine, seasons
from beside.enrichment.views import here as at
from beside.placement.queries import runs_about
from beside.schools import queries as schools
from beside.schools.here import ORGANISES, here
from beside.web.evening import evening

ONE_NAME = "There is one of this name already. Give this one another name."


def overview(request):
    """The teams an adult helps, and the seasons for who plans them."""
    organises = here(request).holds(*ORGANISES)
    school = here(request).school
    runs = here(request).organises
    listed = seasons.seasons_of(school) if organises else []
    listed = [each for each in listed if runs(each.school_id, each.year_groups)][:6]
    context = {
        "organises": organises,
        "seasons": [(each, seasons.standing(each, now())) for each in listed],
        "helped": mine.helped_by(request.actor),
    }
    return render(request, "enrichment/overview.html", context)


@signed_in
def new(request):
    """Plan a season."""
    school = here(request).school_where(*ORGANISES)
    years = here(request).years_to_run(school)
    form = SeasonForm(request.POST or None, years=years, zone=school.time_zone)
    if request.method == "POST" and form.is_valid():
        made = _kept(form, "name", lambda: _plan(request, school, form))
        if made:
            return redirect("season", made.pk)
    status = 422 if form.errors else 200
    return render(request, "enrichment/season_new.html", {"form": form}, status=status)


def _plan(request, school, form: SeasonForm) -> Season:
    said = form.cleaned_data
    return actions.plan(
        by=request.actor,
        school=school,
        name=said["name"],
        days=(said["first_day"], said["last_day"]),
        year_groups=here(request).within(school, said["year_groups"]),
        mix=said["mix"],
        closes_at=evening(said["closes_on"], form.zone),
    )


def _kept(form, field: str, write):
    try:
        with transaction.atomic():
            return write() or True
    except IntegrityError as error:
        if "_once" not in str(error):
            raise
        form.add_error(field, _(ONE_NAME))
        return None


@signed_in
def season(request, pk):
    """How a season stands: the catalogue, who has chosen, who is kept apart, the teams."""
    return page(request, at.organised(request, pk))


def page(request, found: Season, *, refusal: str = "", until: ClosingDayForm | None = None):
    """The page of a season, with what was refused on it."""
    actor = request.actor
    pupils = schools.on_roll(seasons.pupils_of(actor, found))
    chosen = seasons.have_chosen(actor, found)
    kept = seasons.kept_apart(actor, found)
    record_seen(
        by=actor.subject_id,
        pupils=[pk for each in kept for pk in (each.apart.pupil_id, each.apart.other_id)],
        what="challenges",
    )
    context = {
        "season": found,
        "standing": seasons.standing(found, now()),
        "refusal": refusal,
        "offered": seasons.catalogue(found, at.helpers(request, found), counted=True),
        "pupils": pupils,
        "chosen": sum(each.pk in chosen for each in pupils),
        "kept": kept,
        "runs": runs_about(actor, found.pk)[:5],
        "until": until or ClosingDayForm(initial={"closes_on": found.closes_at.date()}),
    }
    return render(request, "enrichment/season.html", context, status=409 if refusal else 200)


@signed_in
def add(request, pk):
    """Add a challenge to the catalogue."""
    found = at.organised(request, pk)
    form = ChallengeForm(request.POST or None, adults=at.adults(request, found.school))
    sent = request.method == "POST" and form.is_valid()
    if sent and _kept(form, "title", lambda: _offer(request, found, form)):
        messages.success(request, _("Added: %(title)s.") % form.cleaned_data)
        return redirect("challenge_add" if "more" in request.POST else "season", pk)
    return _challenge_page(request, found, form)


def _offer(request, found: Season, form: ChallengeForm):
    return actions.offer(by=request.actor, season=found, said=form.cleaned_data)


def _challenge_page(request, found: Season, form, challenge: Challenge | None = None):
    context = {"form": form, "season": found, "challenge": challenge}
    status = 422 if form.errors else 200
    return render(request, "enrichment/challenge.html", context, status=status)


@signed_in
def challenge(request, pk):
    """Change a challenge."""
    one = get_object_or_404(Challenge.objects.select_related("season"), pk=pk)
    found = at.organised(request, one.season_id)
    names = list(ChallengeForm.base_fields)
    initial = {name: getattr(one, name) for name in names}
    adults = at.adults(request, found.school)
    form = ChallengeForm(request.POST or None, adults=adults, initial=initial)
    sent = request.method == "POST" and form.is_valid()
    if sent and _kept(form, "title", lambda: _change(request, one, form)):
        messages.success(request, _("Kept."))
        return redirect("season", found.pk)
    return _challenge_page(request, found, form, one)


def _change(request, one: Challenge, form: ChallengeForm) -> None:
    actions.change(by=request.actor, challenge=one, said=form.cleaned_data)


@require_POST
@signed_in
def open_choosing(request, pk):
    """From now on pupils rank challenges."""
    found = at.organised(request, pk)
    try:
        actions.open_choosing(by=request.actor, season=found, now=now())
    except Refusal as refusal:
        return page(request, found, refusal=str(refusal))
    messages.success(request, _("Pupils can choose now."))
    return redirect("season", pk)


@require_POST
@signed_in
def until(request, pk):
    """More time to choose, or closing now."""
    found, form = at.organised(request, pk), ClosingDayForm(request.POST)
    if "now" in request.POST:
        actions.choose_until(by=request.actor, season=found, closes_at=now())
        return redirect("season", pk)
    if not form.is_valid():
        return page(request, found, refusal=_("Give a day."), until=form)
    closes_at = evening(form.cleaned_data["closes_on"], ZoneInfo(found.school.time_zone))
    actions.choose_until(by=request.actor, season=found, closes_at=closes_at)
    return redirect("season", pk)


@require_POST
@signed_in
def apart(request, pk):
    """Keep two pupils in different teams, or no longer."""
    found = at.organised(request, pk)
    if "end" in request.POST:
        kept = Apart.objects.visible_to(request.actor).filter(season=found)
        one = get_object_or_404(kept, pk=_key(request.POST["end"]))
        actions.no_longer_apart(by=request.actor, apart=one, now=now())
        return redirect("season", pk)
    pair = [_key(request.POST.get(name, "")) for name in ("one", "other")]
    here_ = seasons.pupils_of(request.actor, found).filter(person__in=pair)
    if pair[0] == pair[1] or here_.count() != len(pair):
        return page(request, found, refusal=_("Pick two different pupils."))
    actions.keep_apart(by=request.actor, season=found, pair=(pair[0], pair[1]), now=now())
    return redirect("season", pk)


def _key(typed: str) -> uuid.UUID:
    try:
        return uuid.UUID(typed)
    except ValueError:
        return uuid.UUID(int=0)
