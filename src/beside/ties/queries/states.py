"""What is known of each pupil's needs, as far as the reader may know it."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from beside.access.actor import Actor
from beside.schools import queries as schools
from beside.schools.models import Enrolment, Person, School
from beside.ties import rules
from beside.ties.models import Commitment, ExactState, Round, State

ATTENTION = ("nobody", "waiting", "pupil_only")


@dataclass(frozen=True)
class Line:
    """A pupil on a page: who, what is known of the need, since when, a way in, who has taken it."""

    enrolment: Enrolment
    state: str
    reason: str = ""
    since: date | None = None
    way_in: str = ""
    beside: tuple[Person, ...] = ()

    @property
    def person(self) -> Person:
        return self.enrolment.person

    @property
    def group(self) -> str:
        return self.enrolment.tutor_group.name if self.enrolment.tutor_group else "–"


@dataclass(frozen=True)
class Year:
    """A year group in one round: every pupil once, and counts by state."""

    lines: list[Line]
    counts: Counter[str] = field(default_factory=Counter)

    def where(self, *states: str) -> list[Line]:
        return [line for line in self.lines if line.state in states]

    def in_group(self, name: str) -> "Year":
        """Only one tutor group of it."""
        lines = [line for line in self.lines if line.group == name]
        return Year(lines, Counter(line.state for line in lines))

    @property
    def known(self) -> int:
        return sum(self.counts.values()) - self.counts["not_known"]

    @property
    def with_someone(self) -> int:
        return sum(self.counts[s] for s in ("someone", "both", "one_side_each", "adult_only"))

    def by_group(self) -> list["TutorGroup"]:
        groups: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines:
            groups[line.group].append(line)
        return [TutorGroup(name, lines) for name, lines in sorted(groups.items())]


@dataclass(frozen=True)
class TutorGroup:
    """The pupils of one tutor group, as a plot."""

    name: str
    lines: list[Line]

    @property
    def states(self) -> list[str]:
        return [line.state for line in self.lines]

    @property
    def nobody(self) -> int:
        return self.states.count("nobody")

    @property
    def words(self) -> str:
        return _("%d with nobody") % self.nobody if self.nobody else ""


def rounds_about(school: School, year_group: str = "") -> list[Round]:
    """Rounds that asked about a year group (or any), newest first; ended ones before open ones."""
    rounds = Round.objects.filter(school=school).order_by("-taken_on", "-ended_at")
    asked = [
        r for r in rounds if not year_group or not r.year_groups or year_group in r.year_groups
    ]
    return sorted(asked, key=lambda r: r.status == Round.Status.OPEN)


def states_in(
    actor: Actor, round_: Round, pupils: Collection[uuid.UUID] | None = None, need: str = "adult"
) -> dict[uuid.UUID, tuple[str, str]]:
    """State and reason by pupil: exact where the round's promise opened names, else as shown."""
    model = ExactState if round_.promise == Round.Promise.NAMES else State
    found = model.objects.visible_to(actor).filter(round=round_, need=need)
    if pupils is not None:
        found = found.filter(pupil__in=list(pupils))
    return {p: (s, r) for p, s, r in found.values_list("pupil_id", "state", "reason")}


def year(actor: Actor, school: School, year_groups: Collection[str], round_: Round | None) -> Year:
    """Every pupil of these year groups with what is known; without a round nothing is known."""
    enrolments = list(schools.pupils_of(actor, school, year_groups))
    known = states_in(actor, round_) if round_ else {}
    taken = _beside(actor, school)
    lines = [
        Line(
            enrolment=each,
            state=known.get(each.person_id, ("not_known", ""))[0],
            reason=known.get(each.person_id, ("", ""))[1],
            beside=tuple(taken.get(each.person_id, ())),
        )
        for each in enrolments
    ]
    return Year(lines, Counter(line.state for line in lines))


def untaken(
    actor: Actor,
    school: School,
    year_groups: Collection[str],
    round_: Round,
    taken: Collection[uuid.UUID],
) -> list[Line]:
    """Pupils of these year groups who need attention, without those whom somebody has taken."""
    known = {p: s for p, s in states_in(actor, round_).items() if s[0] in ATTENTION}
    wanted = [pupil for pupil in known if pupil not in taken]
    enrolments = schools.pupils_of(actor, school, year_groups).filter(person__in=wanted)
    return [Line(each, *known[each.person_id]) for each in enrolments]


def year_by_year(
    actor: Actor, school: School, years: list[str], round_: Round | None, rounds: list[Round]
) -> list[tuple[str, Year]]:
    """Each year group with what is known of it in its own latest round, or in `round_` if asked."""
    latest = {y: _latest(rounds, y, round_) for y in years}
    lines: list[Line] = []
    for each in dict.fromkeys(latest.values()):
        lines += year(actor, school, [y for y in years if latest[y] == each], each).lines
    return [(y, _only(lines, y)) for y in years]


def _latest(rounds: list[Round], year_group: str, first: Round | None) -> Round | None:
    asked = [r for r in rounds if not r.year_groups or year_group in r.year_groups]
    return first if first in asked else (asked[0] if asked else None)


def _only(lines: list[Line], year_group: str) -> Year:
    kept = [line for line in lines if line.enrolment.year_group == year_group]
    return Year(kept, Counter(line.state for line in kept))


def _beside(actor: Actor, school: School) -> dict[uuid.UUID, list[Person]]:
    pairs = list(_open(actor, school).order_by("starts").values_list("pupil_id", "adult_id"))
    names = schools.names_of(actor, [adult for _, adult in pairs])
    taken: dict[uuid.UUID, list[Person]] = defaultdict(list)
    for pupil, adult in pairs:
        if adult in names:
            taken[pupil].append(names[adult])
    return taken


def _open(actor: Actor, school: School) -> QuerySet[Commitment]:
    mine = Commitment.objects.visible_to(actor)
    return mine.filter(school=school, ends=None).exclude(answer="no")


def with_ways_in(actor: Actor, lines: list[Line], round_: Round | None) -> list[Line]:
    """The same lines with since when, and a way in: a club, team or house shared with an adult."""
    pupils = [line.person.pk for line in lines]
    ways = ways_in(actor, pupils)
    since = _since(actor, pupils, round_) if round_ and pupils else {}
    first = round_.taken_on if round_ else None
    return [
        replace(line, since=since.get(line.person.pk, first), way_in=ways.get(line.person.pk, ""))
        for line in lines
    ]


def ways_in(actor: Actor, pupils: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """For each pupil, in words, up to two groups they share with an adult."""
    shared = schools.shared_with_adults(actor, pupils) if pupils else {}
    return {
        pupil: "; ".join(
            _("%(group)s with %(name)s") % {"group": s.group, "name": s.person.name}
            for s in listed[:2]
        )
        for pupil, listed in shared.items()
    }


def _since(actor: Actor, pupils: list[uuid.UUID], round_: Round) -> dict[uuid.UUID, date]:
    """The day of the earliest round in an unbroken run of the same state up to this one."""
    rows = (
        State.objects.visible_to(actor)
        .filter(pupil__in=pupils, need="adult", round__taken_on__lte=round_.taken_on)
        .exclude(state="not_known")
        .order_by("-round__taken_on")
        .values_list("pupil_id", "state", "round__taken_on")
    )
    now: dict[uuid.UUID, str] = {}
    since: dict[uuid.UUID, date] = {}
    broken: set[uuid.UUID] = set()
    for pupil, state, taken_on in rows:
        if now.setdefault(pupil, state) != state:
            broken.add(pupil)
        elif pupil not in broken:
            since[pupil] = taken_on
    return since


def changes(
    actor: Actor, before: Round, after: Round, enrolments: list[Enrolment]
) -> dict[str, list[Enrolment]]:
    """Who gained someone, who lost them, who still has nobody, from one round to the next."""
    pupils = [each.person_id for each in enrolments]
    then, now = (
        dict(
            State.objects.visible_to(actor)
            .filter(round=round_, need="adult", pupil__in=pupils)
            .values_list("pupil_id", "state")
        )
        for round_ in (before, after)
    )
    found: dict[str, list[Enrolment]] = defaultdict(list)
    for each in enrolments:
        old, new = then.get(each.person_id, "not_known"), now.get(each.person_id, "not_known")
        found[rules.change_between(old, new)].append(each)
    return found


def not_followed_up(
    actor: Actor, enrolments: list[Enrolment], before: Round | None, after: Round
) -> list[Enrolment]:
    """Pupils with a need in the round before for whom nothing was done by the day of this one."""
    if before is None:
        return []
    pupils = [each.person_id for each in enrolments]
    needed = set(
        State.objects.visible_to(actor)
        .filter(round=before, need="adult", pupil__in=pupils, state__in=ATTENTION)
        .values_list("pupil_id", flat=True)
    )
    helped = set(
        Commitment.objects.visible_to(actor)
        .filter(pupil__in=needed, starts__gte=before.taken_on, starts__lte=after.taken_on)
        .values_list("pupil_id", flat=True)
    )
    return [each for each in enrolments if each.person_id in needed - helped]
