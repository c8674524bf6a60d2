"""Every action of the alphabet, called as the app's own role would, with arguments to their gain.

No page asks before it here: what holds is what the action itself asks, and the database.
"""

import inspect
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from importlib import import_module
from typing import Any, get_args, get_origin
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, models, transaction

from beside.access import scopes
from beside.access.actions import Belongs, Stands
from beside.access.actor import Actor, tell_database
from beside.access.refusals import Refusal
from beside.accounts.rules import Identity
from beside.rights import Basis
from beside.schools import roll
from beside.schools.roll import by_hand, planned
from beside.timetable.actions.offering import Offer
from tests.becoming.attack import Attack
from tests.becoming.inspected import writers
from tests.becoming.town import GRABBED, nobody_acts
from tests.factories import NOW, TODAY

# Actions that cannot be called with arguments that somebody makes up, each with the reason.
NOT_CALLED = {
    "home.demo.loading.load": "takes a whole made-up federation; refused where a school is",
    "ties.actions.paper.apply": "takes the plan of a whole file of answers, read against the roll",
}
REFUSED = (Refusal, DatabaseError, ObjectDoesNotExist, by_hand.Refusal)


class Nothing(Exception):
    """The database gives this actor no row to call the action with."""


@cache
def called() -> tuple[str, ...]:
    """The actions that are drawn."""
    return tuple(sorted(set(writers()) - set(NOT_CALLED)))


def call_any(attack: Attack) -> None:
    """One action of the alphabet is called by one of the attackers."""
    call(attack, attack.drawn.choice(called()))


def call(attack: Attack, name: str) -> bool:
    """Call an action; gives whether it was done."""
    by, (module, _, own) = attack.as_self(), name.rpartition(".")
    action = getattr(import_module(f"beside.{module}"), own)
    tell_database(by)
    try:
        with attack.watched(), transaction.atomic():
            action(**_arguments(attack, by, action))
    except (*REFUSED, Nothing) as refusal:
        attack.refused.append(f"{name}: {type(refusal).__name__}")
        return False
    finally:
        nobody_acts()
    attack.called.add(name)
    attack.work()
    return True


def _arguments(attack: Attack, by: Actor, action: Callable) -> dict[str, Any]:
    parameters = inspect.signature(action).parameters.values()
    needed = [p for p in parameters if p.default is p.empty or attack.drawn.random() < 0.5]
    return {p.name: _argument(attack, by, p.name, p.annotation) for p in needed}


def _argument(attack: Attack, by: Actor, name: str, kind: Any) -> Any:
    if kind is Actor:
        return by
    if name == "scope_id":
        return attack.drawn.choice(_scopes(attack))
    if name in MADE:
        return MADE[name](attack)
    if isinstance(kind, type) and issubclass(kind, models.Model):
        return _row(attack, kind)
    if get_origin(kind) is not None and UUID in get_args(kind):
        return [attack.anybody() for _ in range(2)]
    return SIMPLE[kind](attack)


def _row(attack: Attack, model: type[models.Model]) -> models.Model:
    """A row that the database gives to who acts."""
    rows = list(model._default_manager.order_by("pk")[:20])
    if not rows:
        raise Nothing
    return attack.drawn.choice(rows)


def _scopes(attack: Attack) -> list[UUID]:
    own = attack.town.here.small.school.pk
    made = [f(own) for f in (scopes.pupils, scopes.adults, scopes.carers)]
    return [own, *made, scopes.year(own, "9"), attack.town.here.group.pk, attack.anybody()]


def _stands(attack: Attack) -> Stands:
    basis = attack.drawn.choice(list(Basis))
    return Stands(attack.as_self().subject_id, basis, attack.drawn.choice(_scopes(attack)))


def _post(attack: Attack) -> planned.Change:
    who = attack.drawn.choice(attack.people).source_id
    kind = attack.drawn.choice(["safeguarding_lead", "office", "head", "organiser"])
    id = f"Hill/{who}/{kind}"
    new = {"id": id, "person": who, "school": "Hill", "kind": kind, "title": "x", "year_group": ""}
    return planned.Change("post", id, "add", None, None, new | {"starts": None, "ends": None})


def _waiting(attack: Attack) -> list[planned.Waiting]:
    change, who = _post(attack), attack.drawn.choice(attack.people).source_id
    held = planned.Held(f"grant:{change.id}", "grant", "post", (change.id,), "x")
    return [planned.Waiting(held, "Hill", (who,), change.new["kind"], (change,))]


def _edit(attack: Attack) -> by_hand.Edit:
    pupil = attack.town.here.people["pupil"].source_id
    return by_hand.Leave(pupil=pupil, last_day=TODAY, reason="moved")


MADE: dict[str, Callable[[Attack], Any]] = {
    "source": lambda a: a.drawn.choice([f"roll:{a.town.here.small.school.pk}", "mentor:x", "x"]),
    "belongings": lambda a: [Belongs(a.as_self().subject_id, a.drawn.choice(_scopes(a)))],
    "standings": lambda a: [_stands(a)],
    "plan": lambda a: roll.Plan("", [], changes=[_post(a)]),
    "waiting": _waiting,
    "said": _waiting,
    "edit": _edit,
    "kind": lambda a: a.drawn.choice(["safeguarding_lead", "office", "head"]),
    "year": lambda _a: "",
    "email": lambda _a: GRABBED,
    "report": lambda _a: None,
    "let_in_by": lambda a: a.anybody(),
    "offered": lambda a: Offer(title="Art", seats=9, leader=a.anybody()),
    "identity": lambda a: Identity("https://a.example", "1", f"{a.who[0]}@hill.example", "x"),
}
SIMPLE: dict[Any, Callable[[Attack], Any]] = {
    UUID: lambda a: a.anybody(),
    datetime: lambda _a: NOW,
    date: lambda _a: TODAY,
    bool: lambda a: a.drawn.random() < 0.7,
    str: lambda _a: "words of mine 1887",
    bytes: lambda _a: b"{}",
    Basis: lambda a: a.drawn.choice(list(Basis)),
}
