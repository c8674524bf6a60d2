"""A school with choice time, made for one test: three periods, five titles, six pupils."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from beside.access.actor import Actor, role
from beside.placement import actions as placement
from beside.placement.models import Run
from beside.placement.problems import PROBLEMS
from beside.rights import Role
from beside.schools.models import Enrolment, Person
from beside.timetable.actions import allotting, choosing, offering
from beside.timetable.models import Cycle, Seat, Session
from beside.timetable.queries import cycles, places
from tests.factories import NOW, Small, act

LONDON = ZoneInfo("Europe/London")
MONDAY, FRIDAY = date(2026, 12, 7), date(2026, 12, 18)
SLOTS = [(0, "14:00", "14:50"), (1, "14:00", "14:50"), (3, "09:00", "09:50")]
CLOSES = NOW + timedelta(days=5)
AFTER = CLOSES + timedelta(hours=1)
HOME = "/choice-time/"


class Choosing:
    """Ms Okafor gives art and maths, Mr Lund music; study in the library is open."""

    def __init__(self, *, due: int = 2):
        self.made = made = Small()
        self.group = made.group("9A")
        names = ("Amina Yusuf", "Leo Dunn", "Isla Bell", "Sam Hart", "Noor Khan", "Eve Long")
        self.pupils = [made.pupil(name, group=self.group) for name in names]
        self.amina, self.leo, self.isla, self.sam, self.noor, self.eve = self.pupils
        self.younger = made.pupil("Tom Small", "7", group=made.group("7A"))
        self.okafor, self.lund = made.adult("Ann Okafor"), made.adult("Bo Lund")
        self.tutor = made.adult("Raj Patel")
        self.organiser = made.adult("Dana Reid", "organiser")
        self.second = made.adult("Olu Bayo", "organiser")
        self.head_of_year = made.adult("Joan Reid", "head_of_year", "9")
        self.office = made.adult("Kim Hall", "office")
        made.member(self.tutor, self.group, "tutor")
        made.settle()
        self.cycle = self._planned(due)
        self.first, self.next, *_ = self.cycle.periods.all()

    def _planned(self, due: int) -> Cycle:
        by = act(self.organiser)
        cycle = offering.plan_cycle(
            by=by,
            school=self.made.school,
            name="December",
            days=(MONDAY, MONDAY + timedelta(days=4)),
            times=offering.every_week(MONDAY, MONDAY + timedelta(days=4), SLOTS, LONDON),
            due=due,
            year_groups=["9"],
            closes_at=CLOSES,
        )
        monday, tuesday, thursday = cycle.periods.all()
        art = offering.Offer("Art", 2, ["stretch"], self.okafor.pk, "A1")
        music = offering.Offer("Music", 3, ["stretch"], self.lund.pk, "M1")
        maths = offering.Offer("Maths again", 3, ["catch_up"], self.okafor.pk, "B2")
        study = offering.Offer("Study", 6, ["reinforce"], None, "Library", is_open=True)
        walk = offering.Offer("Walk", 2, ["reinforce"])
        for offer, periods in (
            (art, [monday]),
            (walk, [monday]),
            (music, [monday, tuesday]),
            (maths, [thursday]),
            (study, [tuesday, thursday]),
        ):
            offering.offer(by=by, periods=periods, offered=offer)
        return cycle

    def session(self, title: str, day: int = 0) -> Session:
        """The session of this title; of several the one that comes so many after the first."""
        return list(cycles.sessions_of(self.cycle).filter(title=title))[day]

    def enrolment(self, pupil: Person) -> Enrolment:
        with role(Role.ROLL):
            return Enrolment.objects.get(person=pupil)

    def open(self) -> None:
        offering.open_choosing(by=act(self.organiser), cycle=self.cycle, now=NOW)
        self.cycle.refresh_from_db()

    def rank(self, pupil: Person, *sessions: Session, by: Person | None = None) -> None:
        enrolment = self.enrolment(pupil)
        actor = act(by or pupil)
        for each in sessions:
            choosing.change(
                by=actor,
                cycle=self.cycle,
                enrolment=enrolment,
                do="add",
                session=each.pk,
                purpose="",
                now=NOW,
            )

    def ranked(self) -> None:
        """Everybody has ranked art first, then music, then maths."""
        self.open()
        for pupil in self.pupils:
            self.rank(
                pupil, self.session("Art"), self.session("Music"), self.session("Maths again")
            )

    @property
    def after(self) -> datetime:
        """An hour after choosing has closed."""
        return self.cycle.closes_at + timedelta(hours=1)

    def solved(self, by: Person | None = None) -> Run:
        """What the worker does, in this transaction."""
        run = allotting.ask(by=act(by or self.organiser), cycle=self.cycle, now=self.after)
        work(run)
        return Run.objects.visible_to(act(by or self.organiser)).get(pk=run.pk)

    def publish(self, run: Run, seen: str = "", by: Person | None = None) -> None:
        allotting.publish(
            by=act(by or self.organiser), cycle=self.cycle, run=run, seen=seen, now=self.after
        )
        self.cycle.refresh_from_db()

    def given_out(self) -> None:
        """Ranked, worked out and published."""
        self.ranked()
        self.publish(self.solved())


def work(run: Run) -> None:
    """A run from its beginning to its end, as the worker does it."""
    nobody = Actor(None, NOW.date())
    with role(Role.PLACER):
        begun = placement.begin(by=nobody, run_id=run.pk, now=AFTER)
        if begun:
            problem = PROBLEMS[begun.problem]
            instance = problem.read(placement.instance_of(begun))
            found = problem.solve(instance, limit=10, seed=begun.seed)
            placement.finish(by=nobody, run_id=run.pk, solution=found, now=AFTER)


def at(school: Choosing, *more: str) -> str:
    """A page of the school's cycle."""
    return HOME + "/".join([str(school.cycle.pk), *more, ""])


def later(monkeypatch, moment: datetime = AFTER) -> None:
    """From now on it is later."""
    monkeypatch.setenv("BESIDE_NOW", moment.isoformat())


def seats_of(school: Choosing, pupil: Person) -> list[Seat]:
    """Where a pupil sits, as they see it."""
    return places.open_seats(act(pupil), school.cycle, pupil.pk)
