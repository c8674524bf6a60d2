"""Which actions write a grant, a key, an address or a membership: found by looking at each.

Of every action there is, the code is followed through the functions it calls, as far as they are
ours; what is found are the models of interest that it names, and their tables in its SQL.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from types import CodeType, FunctionType, ModuleType

import beside
from beside.audit.actions import ACTIONS

WATCHED = frozenset(
    ("Account", "Approval", "Arrival", "Belonging", "CalendarLink", "CarerLink", "EmailAddress")
    + ("Enrolment", "FamilyLink", "Held", "Invitation", "Membership", "Person", "Post")
    + ("SignInCard", "Standing")
)
TABLES = ("access_standing", "access_belonging", "access_account", "access_signincard")
WRITES = frozenset(
    ("create", "bulk_create", "update", "save", "update_or_create", "get_or_create")
    + ("bulk_update", "execute", "copy")
)


def all_actions() -> dict[str, FunctionType]:
    """Every action of the product, by where it stands."""
    for module in pkgutil.walk_packages(beside.__path__, "beside."):
        if "actions" in module.name or module.name.endswith((".keys", ".loading")):
            importlib.import_module(module.name)
    return {name: each for name, each in ACTIONS.items() if each.__module__.startswith("beside.")}


def writers() -> dict[str, frozenset[str]]:
    """The actions that write something of interest, each with what it names."""
    found = {name: _named(function) for name, function in all_actions().items()}
    return {name: frozenset(seen) for name, seen in found.items() if seen}


def _named(function: FunctionType) -> set[str]:
    seen: set[FunctionType] = set()
    todo, names, found = [function], set(), set()
    while todo:
        each = todo.pop()
        if each in seen:
            continue
        seen.add(each)
        used = set(_names(each.__code__))
        if used & WRITES:
            found |= used & WATCHED
            found |= {"every table of the roll"} if "FIELDS" in used else set()
        found |= {table for table in TABLES if any(table in c for c in _texts(each.__code__))}
        names |= used
        todo += list(_called(each, used))
    return found


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names(inner)


def _texts(code: CodeType) -> Iterator[str]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _texts(inner)
        elif isinstance(inner, str):
            yield inner


def _called(function: FunctionType, used: set[str]) -> Iterator[FunctionType]:
    for name in used:
        value = function.__globals__.get(name)
        if isinstance(value, ModuleType) and value.__name__.startswith("beside"):
            for attribute in used:
                yield from _ours(getattr(value, attribute, None))
        else:
            yield from _ours(value)


def _ours(value: object) -> Iterator[FunctionType]:
    value = getattr(value, "__wrapped__", value)
    if isinstance(value, FunctionType) and value.__module__.startswith("beside."):
        yield value
