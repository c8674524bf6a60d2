"""What is known of each pupil's needs, as far as the reader may know it."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from beside.access.actor import Actor
from beside.schools import queries as schools
from beside.schools.models import Person, School
from beside.schools.queries import OnRoll
from beside.ties.models import Commitment, ExactState, Round, State
from beside.ties.questions import OPENED_BY_NAMES, needs_of

ATTENTION = ("nobody", "waiting", "pupil_only")
NOT_KNOWN = ("not_known", "")
WITH_SOMEONE = ("someone", "both", "one_side_each", "adult_only", "carer_only", "all")


@dataclass(frozen=True)
class Line:
    """A pupil on a page: who, what is known of the need, since when, a way in, who has taken it."""

    person: OnRoll
    state: str
    reason: str = ""
    since: date | None = None
    way_in: str = ""
    beside: tuple[Person, ...] = ()

    @property
    def group(self) -> str:
        return self.person.group


class Square(NamedTuple):
    """A pupil without a name: what is known of the need, and where they belong."""

    pupil: uuid.UUID
    group: str
    state: str


L = TypeVar("L", Line, Square)


@dataclass(frozen=True)
class Year(Generic[L]):
    """A year group in one round: every pupil once, and counts by state."""

    lines: list[L]
    counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, lines: list[L]) -> "Year[L]":
        return cls(lines, Counter(line.state for line in lines))

    def where(self, *states: str) -> list[L]:
        return [line for line in self.lines if line.state in states]

    def in_group(self, name: str) -> "Year[L]":
        """Only one tutor group of it."""
        return Year.of([line for line in self.lines if line.group == name])

    @property
    def known(self) -> int:
        return sum(self.counts.values()) - self.counts["not_known"]

    @property
    def with_someone(self) -> int:
        return sum(self.counts[state] for state in WITH_SOMEONE)

    def by_group(self) -> list["TutorGroup[L]"]:
        groups: dict[str, list[L]] = defaultdict(list)
        for line in self.lines:
            groups[line.group].append(line)
        return [TutorGroup(name, lines) for name, lines in sorted(groups.items())]


@dataclass(frozen=True)
class TutorGroup(Generic[L]):
    """The pupils of one tutor group, as a plot."""

    name: str
    lines: list[L]

    @property
    def states(self) -> list[str]:
        return [line.state for line in self.lines]

    @property
    def nobody(self) -> int:
        return self.states.count("nobody")

    @property
    def words(self) -> str:
        return _("%d with nobody") % self.nobody if self.nobody else ""

    @property
    def pk(self) -> uuid.UUID | None:
        """The id of the group, where the lines are pupils by name."""
        first = self.lines[0]
        return first.person.group_id if isinstance(first, Line) else None


def rounds_about(school: School, year_group: str = "") -> list[Round]:
    """Rounds that asked about a year group (or any), newest first; ended ones before open ones."""
    rounds = Round.objects.filter(school=school).order_by("-taken_on", "-ended_at")
    return [r for r in ended_first(rounds) if not year_group or r.asks_about(year_group)]


def ended_first(rounds: Iterable[Round]) -> list[Round]:
    """The same rounds without those still being tried out, ended ones before open ones."""
    opened = [each for each in rounds if each.status != Round.Status.PREVIEW]
    return sorted(opened, key=lambda r: r.status == Round.Status.OPEN)


def latest_about(rounds: Iterable[Round], year_group: str) -> Round | None:
    """The first of these rounds that asks about a year group."""
    return next((r for r in rounds if r.asks_about(year_group)), None)


Known = dict[uuid.UUID, tuple[str, str]]


def states_in(
    actor: Actor,
    round_: Round,
    pupils: Collection[uuid.UUID] | None = None,
    only: Collection[str] = (),
    need: str = "adult",
) -> Known:
    """State and reason by pupil: exact where the round's promise opened names, else as shown.

    Of all pupils or of `pupils`; in any state or one of `only`.
    """
    return states_by_round(actor, [round_], pupils, only, need)[round_.pk]


def states_by_round(
    actor: Actor,
    rounds: Collection[Round],
    pupils: Collection[uuid.UUID] | None = None,
    only: Collection[str] = (),
    need: str = "adult",
) -> dict[uuid.UUID, Known]:
    """`states_in` for several rounds, by the round's id; at most two queries however many."""
    known: dict[uuid.UUID, Known] = {each.pk: {} for each in rounds}
    open_names = [r.pk for r in rounds if shows_exactly(r, need)]
    for model, asked in ((ExactState, open_names), (State, [*(set(known) - set(open_names))])):
        for each in _states(model, actor, asked, pupils, only, need) if asked else ():
            state = said_by(need, each["state"])
            known[each["round_id"]] |= dict.fromkeys(each["them"], (state, each["reason"]))
    return known


def said_by(need: str, state: str) -> str:
    """The state as a page says it: of family, the other side are parents and carers."""
    return "carer_only" if (need, state) == ("family", "adult_only") else state


def shows_exactly(round_: Round | None, need: str) -> bool:
    """Whether the states of a need are shown as they are: the promise opened names."""
    return bool(round_) and round_.promise == Round.Promise.NAMES and need in OPENED_BY_NAMES


def _states(
    model: type[State] | type[ExactState],
    actor: Actor,
    rounds: list[uuid.UUID],
    pupils: Collection[uuid.UUID] | None,
    only: Collection[str],
    need: str,
) -> QuerySet:
    found = model.objects.visible_to(actor).filter(round__in=rounds, need=need)
    if pupils is not None:
        found = found.filter(pupil__in=list(pupils))
    if only:
        found = found.filter(state__in=only)
    return found.values("round_id", "state", "reason").annotate(them=ArrayAgg("pupil_id"))


def year(
    actor: Actor,
    school: School,
    year_groups: Collection[str],
    round_: Round | None,
    need: str = "adult",
) -> Year[Line]:
    """Every pupil of these year groups with what is known; without a round nothing is known."""
    pupils = schools.on_roll(schools.pupils_of(actor, school, year_groups))
    ids = [each.pk for each in pupils]
    known = states_in(actor, round_, ids, need=need) if round_ else {}
    return Year.of([Line(each, *known.get(each.pk, NOT_KNOWN)) for each in pupils])


def untaken(
    actor: Actor,
    school: School,
    latest: Mapping[str, Round],
    taken: Collection[uuid.UUID],
) -> list[Line]:
    """Pupils of the years in `latest` who need attention by its round, less those taken."""
    known = states_by_round(actor, set(latest.values()), only=ATTENTION)
    wanted = {pupil for each in known.values() for pupil in each} - set(taken)
    pupils = schools.on_roll(schools.pupils_of(actor, school, latest).filter(person__in=wanted))
    here = [(each, known[latest[each.year_group].pk].get(each.pk)) for each in pupils]
    return [Line(each, *state) for each, state in here if state]


@dataclass(frozen=True)
class Coverage:
    """How many have someone, of those known, and of how many it is not known."""

    need: str
    numerator: int
    denominator: int
    not_known: int


def coverage(actor: Actor, round_: Round, pupils: Collection[uuid.UUID]) -> list[Coverage]:
    """Of each need the round speaks of, how many of these pupils have someone, the suite last.

    Counted in what is shown to everybody ("someone"), also where names are open.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    found = State.objects.visible_to(actor).filter(round=round_, pupil__in=list(pupils))
    for need, state, count in found.values_list("need", "state").annotate(Count("pk")):
        counts[need][state] = count
    return [_coverage(each, counts[each], len(pupils)) for each in needs_of(round_.questions)]


def _coverage(need: str, counts: Counter[str], pupils: int) -> Coverage:
    known = counts.total() - counts["not_known"]
    return Coverage(need, sum(counts[s] for s in WITH_SOMEONE), known, pupils - known)


def year_by_year(
    actor: Actor,
    school: School,
    years: list[str],
    round_: Round | None,
    rounds: list[Round],
    need: str = "adult",
) -> list[tuple[str, Year[Square]]]:
    """Each year group with what is known of it in its own latest round, or in `round_` if asked."""
    first = [round_, *rounds] if round_ else rounds
    latest = {y: latest_about(first, y) for y in years}
    in_round = states_by_round(actor, {each for each in latest.values() if each}, need=need)
    known = {y: in_round[each.pk] if each else {} for y, each in latest.items()}
    squares: dict[str, list[Square]] = {y: [] for y in years}
    for y, group, pupils in schools.by_group(actor, school, years):
        squares[y] += [Square(p, group, known[y].get(p, NOT_KNOWN)[0]) for p in pupils]
    return [(y, Year.of(squares[y])) for y in years]


def _beside(actor: Actor, pupils: list[uuid.UUID]) -> dict[uuid.UUID, list[Person]]:
    mine = Commitment.objects.visible_to(actor).filter(pupil__in=pupils, ends=None)
    pairs = mine.exclude(answer="no").order_by("starts").values_list("pupil_id", "adult_id")
    offering = Person.objects.visible_to(actor).filter(pk__in=mine.values("adult"))
    names = {each.pk: each for each in offering}
    taken: dict[uuid.UUID, list[Person]] = defaultdict(list)
    for pupil, adult in pairs:
        if adult in names:
            taken[pupil].append(names[adult])
    return taken


def with_ways_in(
    actor: Actor, lines: list[Line], round_: Round | None, need: str = "adult"
) -> list[Line]:
    """The same lines with since when, and a way in: a club, team or house shared with an adult."""
    pupils = [line.person.pk for line in lines]
    ways = ways_in(actor, pupils)
    since = _since(actor, pupils, round_, need) if round_ and pupils else {}
    first = round_.taken_on if round_ else None
    return [
        replace(line, since=since.get(line.person.pk, first), way_in=ways.get(line.person.pk, ""))
        for line in lines
    ]


def with_offers(actor: Actor, lines: list[Line]) -> list[Line]:
    """The same lines, each with the adults who have offered to get to know the pupil."""
    taken = _beside(actor, [line.person.pk for line in lines]) if lines else {}
    return [replace(line, beside=tuple(taken.get(line.person.pk, ()))) for line in lines]


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


def _since(
    actor: Actor, pupils: list[uuid.UUID], round_: Round, need: str
) -> dict[uuid.UUID, date]:
    """The day of the earliest round in an unbroken run of the same state up to this one."""
    rows = (
        State.objects.visible_to(actor)
        .filter(pupil__in=pupils, need=need, round__taken_on__lte=round_.taken_on)
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
