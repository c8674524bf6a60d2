"""What is said of a wish is so: worked out again from the lists, without the rules that say it."""

from random import Random

from beside.engine.sessions.explain import reasons
from beside.engine.sessions.solve import solve
from tests.engine.sessions import made


def _holds(instance, allocation, wish, reason) -> bool:
    held = allocation.get(wish.pupil, frozenset())
    session, pupil = instance.session[wish.session], instance.pupil[wish.pupil]
    other = instance.session.get(reason.values.get("other", ""))
    inside = [each for each, sessions in allocation.items() if wish.session in sessions]
    asked = [each for each in instance.wishes if each.session == wish.session]
    return {
        "met": wish.session in held,
        "years": pupil.year not in session.years and session.years != (),
        "after": session.after not in pupil.done and session.after != "",
        "away": session.period in pupil.away,
        "course": other is not None and other.key in held and other.course == session.course != "",
        "one_at_a_time": other is not None and other.key in held and other.period == session.period,
        "seats": len(inside) == session.seats == int(reason.values.get("seats", -1))
        and len(asked) == int(reason.values["asked"]),
        "due": len(held) == pupil.due == int(reason.values.get("due", -1)),
    }[reason.rule]


def test_every_reason_is_so():
    chance, said = Random(11), set()
    for _ in range(400):
        instance = made.instance(chance)
        allocation = solve(instance).allocation
        for pupil in instance.pupils:
            wishes = sorted(
                (w for w in instance.wishes if w.pupil == pupil.key), key=lambda w: w.rank
            )
            for wish, reason in zip(wishes, reasons(instance, allocation, pupil.key), strict=True):
                assert _holds(instance, allocation, wish, reason), (wish, reason)
                assert "{" not in reason.words.format_map(reason.values)
                said.add(reason.rule)
    assert said == {"met", "years", "after", "away", "course", "one_at_a_time", "seats", "due"}
