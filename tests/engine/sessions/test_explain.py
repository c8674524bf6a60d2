"""What is said of a wish is so: worked out again from the lists, without the rules that say it."""

from random import Random

from beside.engine.sessions.explain import is_private, reasons
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
        "blocked": wish.session in pupil.blocked,
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
            given = [e for e in reasons(instance, allocation, pupil.key) if not is_private(e)]
            for wish, reason in zip(wishes, given, strict=True):
                assert _holds(instance, allocation, wish, reason), (wish, reason)
                assert "{" not in reason.words.format_map(reason.values)
                said.add(reason.rule)
    ways = {"blocked", "years", "after", "away", "course", "one_at_a_time", "seats", "due"}
    assert said == {"met", *ways}


def test_every_reason_of_company_is_so():
    chance, met, without = Random(14), 0, 0
    for _ in range(600):
        instance = made.instance(chance)
        held = solve(instance).allocation
        for pupil in instance.pupils:
            named = {each.friend for each in instance.friends if each.pupil == pupil.key}
            there = {
                f for f in named if held.get(f, frozenset()) & held.get(pupil.key, frozenset())
            }
            said = [e.values for e in reasons(instance, held, pupil.key) if is_private(e)]
            assert [each["friend"] for each in said if each] == [
                f
                for f in dict.fromkeys(e.friend for e in instance.friends if e.pupil == pupil.key)
                if f in there
            ]
            for each in filter(None, said):
                assert each["session"] in held[pupil.key] & held[each["friend"]]
            assert ({} in said) == bool(named and not there)
            met, without = met + len(there), without + ({} in said)
    assert met > 30
    assert without > 50
