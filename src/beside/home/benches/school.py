"""The roll of the measured school: made-up people in plain records."""

from random import Random

from beside.schools.roll import Roll
from beside.schools.roll import records as r
from beside.schools.roll.outcome import Records, empty_records

from .size import CARERS, PLACES, YEARS, Size

SCHOOL = "long-hill"
LEAD, PUPIL = "t0", "p1"
GIVEN = ("Isla", "Omar", "Freya", "Yusuf", "Maya", "Leo", "Aisha", "Finn", "Zofia", "Kai")
FAMILY = ("Reed", "Okafor", "Novak", "Singh", "Marsh", "Haddad", "Price", "Li", "Costa")


def roll_of(size: Size, seed: int = 0) -> Roll:
    """The roll of a school of this size; `LEAD` leads every year and runs its surveys.

    `PUPIL` answers them.
    """
    records = empty_records()
    _add(records, "school", r.School(SCHOOL, "Long Hill School", "1000"))
    _groups(records, size)
    _pupils(records, size)
    _staff(records, size)
    _places(records, size, Random(seed))  # noqa: S311
    return Roll(format="beside", records=records, says=set(records), covers={SCHOOL})


def _add(records: Records, kind: str, record: r.Person | r.Group | object) -> None:
    records[kind][record.id] = record  # type: ignore[attr-defined]


def _person(records: Records, id: str, number: int) -> None:
    given, family = GIVEN[number % len(GIVEN)], FAMILY[number // 7 % len(FAMILY)]
    _add(records, "person", r.Person(id, given, family, username=id, email=f"{id}@example.org"))


def _groups(records: Records, size: Size) -> None:
    for n in range(size.tutor_groups):
        name = f"{YEARS[n % len(YEARS)]}{chr(65 + n // len(YEARS))}"
        _add(records, "group", r.Group(f"tg{n}", SCHOOL, name, "tutor_group"))
    for n in range(size.teaching_groups):
        _add(records, "group", r.Group(f"cl{n}", SCHOOL, f"Set {n}", "teaching_group"))
    for n in range(size.clubs):
        _add(records, "group", r.Group(f"cb{n}", SCHOOL, f"Club {n}", "club"))


def _pupils(records: Records, size: Size) -> None:
    carers = size.share(CARERS)
    for n in range(size.pupils):
        group = n % size.tutor_groups
        _person(records, f"p{n}", n)
        enrolment = r.Enrolment(
            f"{SCHOOL}/p{n}", f"p{n}", SCHOOL, YEARS[group % len(YEARS)], f"tg{group}"
        )
        _add(records, "enrolment", enrolment)
        _member(records, f"p{n}", f"tg{group}", "pupil")
        for carer in (n * carers // size.pupils, (n * carers // size.pupils + 1) % carers):
            _carer(records, f"c{carer}", f"p{n}", carer)


def _carer(records: Records, carer: str, pupil: str, number: int) -> None:
    _person(records, carer, number)
    _add(records, "family_link", r.FamilyLink(f"{carer}/{pupil}", carer, pupil, "parent"))


def _staff(records: Records, size: Size) -> None:
    for n in range(size.staff):
        _person(records, f"t{n}", n)
        _post(records, f"t{n}", "teacher")
    for year in YEARS:
        _post(records, LEAD, "head_of_year", year)
    _post(records, LEAD, "organiser")
    for n in range(size.tutor_groups):
        _member(records, f"t{n % size.staff}", f"tg{n}", "tutor")
    for n in range(size.teaching_groups):
        _member(records, f"t{n % size.staff}", f"cl{n}", "teacher")
    for n in range(size.clubs):
        _member(records, f"t{n % size.staff}", f"cb{n}", "leader")


def _post(records: Records, person: str, kind: str, year: str = "") -> None:
    id = "/".join(filter(None, (SCHOOL, person, kind, year)))
    _add(records, "post", r.Post(id, person, SCHOOL, kind, year_group=year))


def _member(records: Records, person: str, group: str, role: str) -> None:
    _add(records, "membership", r.Membership(f"{group}/{person}/{role}", person, group, role))


def _places(records: Records, size: Size, chance: Random) -> None:
    for n in range(0, size.pupils, 3):
        _member(records, f"p{n}", f"cb{n % size.clubs}", "pupil")
    wanted, n = size.share(PLACES), 0
    while len(records["membership"]) < wanted:
        group = chance.randrange(size.teaching_groups)
        _member(records, f"p{n % size.pupils}", f"cl{group}", "pupil")
        n += 1
