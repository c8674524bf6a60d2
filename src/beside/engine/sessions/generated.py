"""A made-up cycle of choice time, of any size, the same for a seed."""

from random import Random

from beside.engine.sessions.instance import Instance, Pupil, Session, Wish

PERIODS, RANKED = 5, 10
SUBJECTS = ("Maths", "English", "Science", "Art", "Music", "History", "French", "Sport", "Drama")
YEARS = ("7", "8", "9", "10", "11")
PUPILS_OF_A_ROOM = 60


def generated(pupils: int, *, seed: int) -> Instance:
    """Pupils to whom four of five periods are due, and who rank ten sessions; some are loved.

    There is a session of 25 seats a period for every `PUPILS_OF_A_ROOM` pupils, most of them given
    again in another period, and a large open one.
    """
    chance = Random(f"sessions {pupils} {seed}")  # noqa: S311
    sessions = [each for period in range(PERIODS) for each in _period(chance, period, pupils)]
    people = [
        Pupil(f"p{n}", YEARS[n * len(YEARS) // pupils], missed=chance.choice((0, 0, 0, 1, 2)))
        for n in range(pupils)
    ]
    weights = [chance.paretovariate(1.2) for _ in sessions]
    wishes = [wish for each in people for wish in _wishes(chance, each, sessions, weights)]
    return Instance(tuple(people), tuple(sessions), tuple(wishes))


def _period(chance: Random, period: int, pupils: int) -> list[Session]:
    rooms = max(2, pupils // PUPILS_OF_A_ROOM)
    found = [
        Session(
            f"{period}-{room}",
            str(period),
            seats=25,
            course=f"{SUBJECTS[room % len(SUBJECTS)]} {room // len(SUBJECTS)}",
            years=YEARS[2:] if chance.random() < 0.2 else (),
        )
        for room in range(rooms)
    ]
    return [*found, Session(f"{period}-open", str(period), seats=pupils // 2, open=True)]


def _wishes(
    chance: Random, pupil: Pupil, sessions: list[Session], weights: list[float]
) -> list[Wish]:
    open_to = [(s, w) for s, w in zip(sessions, weights, strict=True) if s.is_for(pupil)]
    liked = chance.choices([s.key for s, _ in open_to], [w for _, w in open_to], k=3 * RANKED)
    ranked = list(dict.fromkeys(liked))[:RANKED]
    return [Wish(pupil.key, key, rank) for rank, key in enumerate(ranked, 1)]
