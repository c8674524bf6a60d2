"""A school with challenges, made for one test: eight pupils, three challenges."""

from datetime import date, timedelta

from beside.enrichment import jobs as own
from beside.enrichment.actions import pupils, seasons
from beside.enrichment.models import Challenge, Member, Season, Team
from beside.placement import jobs
from beside.placement.models import Run
from beside.schools.models import Person
from tests.factories import NOW, Small, act

FIRST, LAST = date(2027, 6, 7), date(2027, 7, 16)
CLOSES = NOW + timedelta(days=5)
AFTER = CLOSES + timedelta(hours=1)


class Challenging:
    """Ms Okafor helps those who cycle, Joan Marsh from the allotment those who cook."""

    def __init__(self):
        self.made = made = Small()
        self.a, self.b = made.group("9A"), made.group("9B")
        names = ("Amina Yusuf", "Leo Dunn", "Isla Bell", "Sam Hart")
        more = ("Noor Khan", "Eve Long", "Ben Shaw", "Zoe Park")
        self.pupils = [made.pupil(name, group=self.a) for name in names]
        self.pupils += [made.pupil(name, group=self.b) for name in more]
        self.amina, self.leo, self.isla, self.sam, self.noor, *_ = self.pupils
        self.younger = made.pupil("Tom Small", "7", group=made.group("7A"))
        self.okafor, self.lund = made.adult("Ann Okafor"), made.adult("Bo Lund")
        self.tutor = made.adult("Raj Patel")
        self.organiser = made.adult("Dana Reid", "organiser")
        self.second = made.adult("Olu Bayo", "organiser")
        self.marsh = made.adult("Joan Marsh", "community", "")
        made.member(self.tutor, self.a, "tutor")
        made.settle()
        self.season = self._planned()
        by_title = {each.title: each for each in self.season.challenges.all()}
        self.cycling, self.cooking, self.magic = (
            by_title[title] for title in ("Cycling", "Cooking", "Conjuring")
        )

    def _planned(self) -> Season:
        by = act(self.organiser)
        season = seasons.plan(
            by=by,
            school=self.made.school,
            name="Summer",
            days=(FIRST, LAST),
            year_groups=["9"],
            mix=3,
            closes_at=CLOSES,
        )
        for title, helper in (
            ("Cycling", self.okafor.pk),
            ("Cooking", self.marsh.pk),
            ("Conjuring", None),
        ):
            said = {"title": title, "helper_id": helper, "teams": 2, "least": 2, "most": 4}
            seasons.offer(by=by, season=season, said=said)
        return season

    def open(self) -> None:
        seasons.open_choosing(by=act(self.organiser), season=self.season, now=NOW)
        self.season.refresh_from_db()

    def rank(self, pupil: Person, *challenges: Challenge) -> None:
        by = act(pupil)
        for each in challenges:
            pupils.rank(by=by, season=self.season, do="add", challenge=each.pk, now=NOW)

    def name(self, pupil: Person, *friends: Person, named: bool = True) -> None:
        by = act(pupil)
        for each in friends:
            pupils.name_companion(
                by=by, season=self.season, companion=each.pk, named=named, now=NOW
            )

    def ranked(self) -> None:
        """The first half cycle, the second cook; Amina would like Noor, of the other group."""
        self.open()
        for n, pupil in enumerate(self.pupils):
            first, second = (self.cycling, self.cooking) if n < 4 else (self.cooking, self.cycling)
            self.rank(pupil, first, second)
        self.name(self.amina, self.noor)

    def made_teams(self, by: Person | None = None) -> Run:
        run = seasons.make_teams(by=act(by or self.organiser), season=self.season, now=AFTER)
        jobs.solve(run_id=str(run.pk))
        act(by or self.organiser)
        return Run.objects.get(pk=run.pk)

    def publish(self, run: Run, seen: str = "", by: Person | None = None) -> None:
        actor = act(by or self.organiser)
        seasons.publish(by=actor, season=self.season, run=run, seen=seen, now=AFTER)
        self.season.refresh_from_db()
        own.say_why(run_id=str(run.pk))

    def formed(self) -> None:
        """Ranked, made and published."""
        self.ranked()
        self.publish(self.made_teams())

    def team_of(self, pupil: Person) -> Team:
        mine = Member.objects.visible_to(act(pupil)).get(pupil=pupil.pk, ended_at=None)
        return Team.objects.select_related("challenge__season").get(pk=mine.team_id)
