"""The adults of Willow Lane: those of the story first, then as many as the school has."""

import unicodedata
from datetime import date, timedelta
from itertools import cycle, islice
from random import Random

from beside.schools.roll import records as r

from . import cast
from .naming import OWN_SCRIPT, of_woman
from .places import COMMUNITY, GARDENS, SCHOOLS, SUPPORT, TEACHERS, WILLOW_LANE
from .size import YEARS
from .world import Adult, World

GONE_DAYS, LEAVING_DAYS = 21, 10
NEW_THIS_YEAR = 0.1
TEACHING = 0.42


def hire(world: World) -> None:
    """Fill every post of Willow Lane, found the tutor groups, and welcome the community adults."""
    rng = world.random("staff")
    for each in cast.STAFF:
        _of_the_story(world, each)
    world.adults[cast.LEAVING].ends = world.days.today + timedelta(days=LEAVING_DAYS)
    _hire_tutors(world, rng)
    _hire_others(world, rng)
    for adult in world.adults.values():
        adult.warm = rng.lognormvariate(0, 0.6)
        _post(world, adult)
    _post_gone(world)
    _welcome_community(world, rng)
    _found_tutor_groups(world)
    _keep_safe(world)


def subject_title(subject: str) -> str:
    """What a teacher of a subject is called."""
    return f"Teacher of {subject if subject in ('English', 'PE') else subject.lower()}"


def new_person(world: World, id: str, rng: Random, *, plain: bool = False) -> Adult:
    """Somebody new, by chance; with letters that initials can be made of where `plain`."""
    while True:
        culture, girl = world.names.culture(), rng.random() < 0.6
        family = world.names.family(culture)
        if culture not in OWN_SCRIPT and (not plain or _letter(family)):
            break
    given = world.names.adult(culture, girl, family)
    _add_person(world, id, given, of_woman(family) if girl else family)
    return Adult(id, girl, culture, family, "", "")


def add_cast(world: World, who: cast.Staff) -> None:
    """Put a person of the story on the roll."""
    _add_person(world, who.id, who.given, who.family)


def _add_person(world: World, id: str, given: str, family: str) -> None:
    world.book.add("person", r.Person(id, given, family, email=f"{id}@example.org"))


def _of_the_story(world: World, who: cast.Staff) -> None:
    add_cast(world, who)
    adult = Adult(who.id, who.girl, who.culture, who.family, who.kind, who.title)
    adult.subject, adult.starts = who.subject, _long_ago(world, 5)
    adult.year = who.year if who.kind == "head_of_year" else ""
    adult.tutors = who.tutors
    world.adults[who.id] = adult


def _long_ago(world: World, years: int) -> date:
    start = world.days.year_start
    return start.replace(year=start.year - years)


def _hire_tutors(world: World, rng: Random) -> None:
    """A teacher for every tutor group that the story leaves without; the group bears initials."""
    subjects = cycle(_subjects(rng))
    for year in YEARS:
        taken = [a.tutors for a in world.adults.values() if a.tutors.startswith(year)]
        for spare in taken[world.size.groups :]:
            next(a for a in world.adults.values() if a.tutors == spare).tutors = ""
        while len(taken) < world.size.groups:
            adult = new_person(world, f"s{len(world.adults):03d}", rng, plain=True)
            name = year + _initials(world, adult)
            if name in taken:
                continue
            taken.append(name)
            adult.tutors = name
            _teach(world, adult, next(subjects), rng)


def _initials(world: World, adult: Adult) -> str:
    given = world.book.records["person"][adult.id].given_name
    return _letter(given) + _letter(adult.family)


def _letter(name: str) -> str:
    first = unicodedata.normalize("NFKD", name)[:1].upper()
    return first if first.isascii() and first.isalpha() else ""


def _subjects(rng: Random) -> list[str]:
    found = [subject for subject, share in TEACHERS.items() for _ in range(share)]
    rng.shuffle(found)
    return found


def _teach(world: World, adult: Adult, subject: str, rng: Random) -> None:
    adult.kind, adult.subject = "teacher", subject
    _start(world, adult, rng)


def _start(world: World, adult: Adult, rng: Random) -> None:
    new = rng.random() < NEW_THIS_YEAR
    adult.starts = world.days.year_start if new else _long_ago(world, rng.randint(1, 15))
    world.adults[adult.id] = adult


def _hire_others(world: World, rng: Random) -> None:
    places = world.size.staff - sum(adult.is_staff for adult in world.adults.values())
    teachers = round(places * TEACHING)
    for subject in islice(cycle(_subjects(rng)), teachers):
        _teach(world, new_person(world, f"s{len(world.adults):03d}", rng), subject, rng)
    jobs = rng.sample(SUPPORT, len(SUPPORT))
    for title in islice(cycle(["Learning mentor", *jobs]), places - teachers):
        adult = new_person(world, f"s{len(world.adults):03d}", rng)
        adult.kind, adult.title = "staff", title
        _start(world, adult, rng)


def _post(world: World, adult: Adult) -> None:
    dates = {"starts": adult.starts, "ends": adult.ends}
    if adult.subject:
        adult.title = subject_title(adult.subject)
        world.book.post(adult.id, WILLOW_LANE, "teacher", adult.title, **dates)
    if adult.kind == "head_of_year":
        title = f"Head of Year {adult.year}"
        world.book.post(adult.id, WILLOW_LANE, adult.kind, title, year_group=adult.year, **dates)
    elif not adult.subject:
        everywhere = adult.kind == "federation_lead" and world.size.federation
        for school in SCHOOLS if everywhere else [WILLOW_LANE]:
            world.book.post(adult.id, school, adult.kind, adult.title, **dates)


def _post_gone(world: World) -> None:
    """The one who left in the middle of the term."""
    _of_the_story(world, cast.GONE)
    adult = world.adults[cast.GONE.id]
    adult.ends = world.days.ago(GONE_DAYS)
    _post(world, adult)


def _welcome_community(world: World, rng: Random) -> None:
    _of_the_story(world, cast.GARDENER)
    _volunteer(world, world.adults[cast.GARDENER.id], GARDENS, 400, 300)
    for place, (title, organisation) in enumerate(COMMUNITY):
        adult = new_person(world, f"v{place:02d}", rng)
        adult.kind, adult.title = "community", title
        adult.warm = rng.lognormvariate(0, 0.4)
        world.adults[adult.id] = adult
        _volunteer(world, adult, organisation, 20 + 110 * place, 45 + 70 * place)


def _volunteer(world: World, adult: Adult, organisation: str, checks: int, training: int) -> None:
    """A post with the days on which checks and training run out, told from today."""
    adult.starts = adult.starts or _long_ago(world, 1)
    world.book.post(
        *(adult.id, WILLOW_LANE, "community", adult.title),
        organisation=organisation,
        checks_expire=world.days.today + timedelta(days=checks),
        training_expires=world.days.today + timedelta(days=training),
        starts=adult.starts,
    )


def _keep_safe(world: World) -> None:
    """The deputy safeguarding lead, who has another post, and the chair of governors."""
    deputy, chair = "safeguarding_deputy", cast.CHAIR
    since = {"starts": world.days.year_start}
    world.book.post(cast.DEPUTY, WILLOW_LANE, deputy, "Deputy safeguarding lead", **since)
    add_cast(world, chair)
    world.book.post(chair.id, WILLOW_LANE, chair.kind, chair.title, **since)


def _found_tutor_groups(world: World) -> None:
    for year in YEARS:
        tutors = [a for a in world.adults.values() if a.tutors.startswith(year)]
        tutors = [a for a in tutors if a.tutors[len(year) :].isalpha()]
        for adult in sorted(tutors, key=lambda a: a.tutors):
            group = world.book.group(WILLOW_LANE, adult.tutors, "tutor_group", year=year)
            world.groups.setdefault(year, []).append(group)
            world.lead(adult.id, group, "tutor")
