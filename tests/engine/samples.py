"""The manual's chapter on reasons, with samples of what the engine says to a made-up school.

Run `python -m tests.engine.samples > docs/manual/reasons.md` to write it anew.
"""

import sys
from collections.abc import Iterator
from functools import partial

from beside.engine.mentors import explain as of_mentors
from beside.engine.mentors.generated import generated as mentors_of
from beside.engine.mentors.solve import solve as place
from beside.engine.sessions import explain as of_sessions
from beside.engine.sessions.generated import generated as cycle_of
from beside.engine.sessions.solve import solve as allot
from beside.engine.solution import Reason
from beside.engine.teams import explain as of_teams
from beside.engine.teams.generated import generated as season_of
from beside.engine.teams.solve import solve as form

PUPILS = (
    *("Amina", "Ben", "Chloe", "Dilan", "Esme", "Farid", "Grace", "Hugo", "Imran", "Jess", "Kofi"),
    *("Layla", "Mateo", "Nia", "Omar", "Priya", "Quinn", "Rosa", "Sami", "Tess", "Umar", "Vera"),
)
ADULTS = ("Ms Abara", "Mr Birch", "Ms Costa", "Mr Doyle", "Mrs Evans", "Mr Farouk", "Ms Green")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
CHALLENGES = (
    *("a film", "a garden", "a bridge", "a play", "a robot", "a song"),
    *("a newspaper", "a map of the town", "a bird box", "a meal", "a game", "a mural"),
)
CHAPTER = """\
# Why you, and why not

Where sessions, challenges of teams or people beside pupils are given out by what pupils ranked, each
pupil can be told why a wish was met or was not. These are ten of the reasons that the engine gives to
a made-up school; a test holds them to what it says today.

{samples}
## What a reason is

A reason says what stands in the list and what was in the way: a session that is full, another at the
same time, a brother or sister who has the same person. Each is worked out again in the tests by code
that knows nothing of the code that says it: every one that is given in a school of 2,300, and for
teams in a year group of 230.

## What no reason says

- Nothing of any other pupil but how many asked; and a friend by name only to whoever named them.
- Not why somebody is “not possible this time”. That one side or a member of staff said no, that
  checks are not in date and that it ended early before are told in the same words.
- Not whether an adult says they know the pupil. That is the adult’s own answer.
- Not that a pupil has nobody: then there is a reason for each of their wishes, and no more.
- Not who is kept apart, or whom others named.

Two made-up schools that differ only in these, and place a pupil alike, tell that pupil the same: a
test says so for each of the three.

## For whoever decides the rules

Each rule has a cost: how many more pupils would have somebody beside them without it, and how many
more somebody they wished for. It is reckoned by placing everybody again without that rule, and said
as counts; the private ones name nobody.
"""


def chapter() -> str:
    """The page as it should be."""
    rows = [
        f"| {about} | {pupil} | {words} |"
        for about, pupil, words in (*cycle(), *season(), *people())
    ]
    table = "\n".join(["| about | who reads it | what they read |", "|---|---|---|", *rows])
    return CHAPTER.format(samples=table + "\n")


def cycle() -> Iterator[tuple[str, str, str]]:
    """Choice time: four reasons."""
    instance = cycle_of(690, seed=2)
    names = {
        each.key: f"{_course(each.course)} on {DAYS[int(each.period)]}"
        for each in instance.sessions
    }
    said = partial(of_sessions.reasons, instance, allot(instance).allocation)
    yield from _samples("sessions", said, ("met", "seats", "course", "one_at_a_time"), names)


def _course(course: str) -> str:
    return course.removesuffix(" 0") if course else "the open room"


def season() -> Iterator[tuple[str, str, str]]:
    """Teams: three reasons."""
    instance = season_of(60, seed=2)
    names = {each.challenge: CHALLENGES[int(each.challenge[1:])] for each in instance.teams}
    names |= {each.challenge: CHALLENGES[int(each.challenge[1:])] for each in instance.wishes}
    names |= {each.key: _pupil(each.key) for each in instance.pupils}
    said = partial(of_teams.reasons, instance, form(instance, rounds=200).allocation)
    yield from _samples("teams", said, ("full", "tried", "friend"), names)


def people() -> Iterator[tuple[str, str, str]]:
    """Somebody beside each pupil: three reasons."""
    instance = mentors_of(40, 7, ranked=4, rules=True, seed=3)
    names = {each.key: ADULTS[int(each.key[1:])] for each in instance.mentors}
    said = partial(of_mentors.reasons, instance, place(instance).allocation)
    yield from _samples("people", said, ("wish", "room", "not_possible"), names)


def _samples(about: str, said, rules: tuple[str, ...], names: dict[str, str]):
    """For each rule the first pupil who is told of it, and what they are told, names put in."""
    keys = [f"p{n}" for n in range(len(PUPILS))]
    for rule in rules:
        found = ((key, reason) for key in keys for reason in said(key) if reason.rule == rule)
        pupil, reason = next(found)
        keys.remove(pupil)
        yield about, _pupil(pupil), _worded(reason, names)


def _worded(reason: Reason, names: dict[str, str]) -> str:
    words = reason.words.format_map({k: names.get(v, v) for k, v in reason.values.items()})
    return words[0].upper() + words[1:]


def _pupil(key: str) -> str:
    n = int(key[1:])
    return f"{PUPILS[n % len(PUPILS)]} {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[n // len(PUPILS)]}."


if __name__ == "__main__":
    sys.stdout.write(chapter())
