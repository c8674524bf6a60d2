"""What a person must say before it is done: rows that were asked about, another name, another role,
the same names once more."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from . import courts
from .draft import Draft, differences
from .leaving import would_end
from .outcome import Ask, Records
from .planned import Held
from .renaming import without
from .still_named import ask_about_named
from .text import name_key, without_accents

_STANDING = ("enrolment", "post")
# What a person has changed by hand needs no second look at whose name it is.
BY_HAND = "by hand"


def ask_about_people(draft: Draft) -> None:
    """Hold whatever waits for a person's word; those people stay as they are meanwhile."""
    asks = [*draft.incoming.asks]
    if draft.incoming.format != BY_HAND:
        asks += [*_other_names(draft), *_other_roles(draft)]
    draft.incoming = replace(draft.incoming, asks=asks)
    for ask in draft.incoming.asks:
        _hold(draft, ask)
    _ask_about_same_names(draft)
    ask_about_named(draft)


def _hold(draft: Draft, ask: Ask) -> None:
    """Hold an ask if something would be done for which it is meant."""
    records = draft.incoming.records
    kept = without(records, set(ask.drops))
    gone = [(kind, id) for kind in records for id in records[kind].keys() - kept[kind].keys()]
    if not any(_would_change(draft, kind, id) for kind, id in gone):
        return
    ids = tuple(dict.fromkeys(id for _kind, id in ask.drops))
    held = Held(ask.key, ask.rule, ask.kind, ids, ask.reason, ask.sheet, ask.otherwise)
    after = _records_without(draft, set(ask.drops))
    is_held = draft.hold(held)
    if ask.rule == courts.RULE:
        asked = draft.waiting if is_held else draft.said
        asked.append(courts.waiting(draft, held, records, after))
    if is_held:
        _take_out(draft, after, set(ask.protects))
        draft.held_counts[ask.kind] += len(ids)


def _would_change(draft: Draft, kind: str, id: str) -> bool:
    new, old = draft.incoming.records[kind].get(id), draft.now(kind).get(id)
    if new is None:
        return False
    return old is None or bool(differences(draft, kind, old, new))


def _take_out(draft: Draft, after: Records, protects: set[str]) -> None:
    protected = draft.incoming.protected | protects
    draft.incoming = replace(draft.incoming, records=after, protected=protected)


def _records_without(draft: Draft, drops: set[tuple[str, str]]) -> Records:
    records = without(draft.incoming.records, drops)
    if any(kind == "family_link" for kind, _id in drops):
        records = _without_strangers(draft, records)
    return _without_empty_groups(draft, records)


def _without_empty_groups(draft: Draft, records: Records) -> Records:
    """New groups that were only there for somebody who waits are not made meanwhile."""
    before = {member.group for member in draft.incoming.records["membership"].values()}
    still = {member.group for member in records["membership"].values()}
    gone = before - still - draft.now("group").keys()
    return {**records, "group": {k: g for k, g in records["group"].items() if k not in gone}}


def _without_strangers(draft: Draft, records: Records) -> Records:
    """New people who were only there as carers of somebody go with the links that were held."""
    before = {link.carer for link in draft.incoming.records["family_link"].values()}
    still = {link.carer for link in records["family_link"].values()}
    for kind in _STANDING:
        still |= {record.person for record in records[kind].values()}
    gone = {id for id in before - still if id not in draft.now("person")}
    return {**records, "person": {k: v for k, v in records["person"].items() if k not in gone}}


def _words(person: Any) -> set[str]:
    names = (person.given_name, person.family_name, person.preferred_name)
    return {word for name in names for word in name_key(name).split()}


def _other_names(draft: Draft) -> list[Ask]:
    """People all of whose names would change: that may be somebody else by the same id."""
    found = []
    for id, new in draft.incoming.records["person"].items():
        old = draft.now("person").get(id)
        if old is None or not _words(old) or not _words(new) or _words(old) & _words(new):
            continue
        was, becomes = (f"{p.given_name} {p.family_name}".strip() for p in (old, new))
        reason = (
            f"{was} would become {becomes}, by the same id. If that is another person, give them "
            "an id of their own. Nothing of theirs changes until a person has said yes."
        )
        found.append(Ask(f"names:{id}", "names", "person", reason, (("person", id),), (id,)))
    return found


def _other_roles(draft: Draft) -> list[Ask]:
    """Pupils who would get a post, and staff who would become pupils."""
    pupils, staff = ({r.person for r in draft.now(kind).values()} for kind in _STANDING)
    found = []
    for of, others, mine, words in (
        ("post", pupils - staff, "enrolment", "is a pupil and would get a post"),
        ("enrolment", staff - pupils, "post", "is on the staff and would become a pupil"),
    ):
        people = {r.person for r in draft.incoming.records[of].values()} & others
        keep = {r.person for r in draft.incoming.records[mine].values()}
        for id in sorted(people):
            person = draft.now("person")[id]
            name = f"{person.given_name} {person.family_name}".strip()
            reason = f"{name} {words}. Nothing of theirs changes until a person has said yes."
            rows = [r for r in draft.incoming.records[of].values() if r.person == id]
            drops = [(of, r.id) for r in rows] if id in keep else [("person", id)]
            found.append(Ask(f"role:{id}", "role", "person", reason, tuple(drops), (id,)))
    return found


def _ask_about_same_names(draft: Draft) -> None:
    """New people who have the names of people who would leave: they may be the same."""
    pairs = _same_names(draft)
    for (school, kind), found in sorted(pairs.items()):
        rule = "same_names" if kind == "enrolment" else "same_staff_names"
        same, others = f"{rule}:{school}", f"other_people:{school}"
        if same in draft.accepted:
            draft.join(_unique(found))
        elif others not in draft.accepted:
            _hold_pairs(draft, school, kind, found, Held(same, rule, "person", (), "", "", others))


def _same_names(draft: Draft) -> dict[tuple[str, str], list[tuple[str, set[str], set[str]]]]:
    """By school and kind, the names that both come and go: (name, comers, goers)."""
    found: dict[tuple[str, str], list[tuple[str, set[str], set[str]]]] = defaultdict(list)
    for kind in _STANDING:
        coming, going = _coming(draft, kind), _going(draft, kind)
        for way in (name_key, without_accents):
            comers, goers = _by_name(draft, coming, way), _by_name(draft, going, way)
            for key in sorted(comers.keys() & goers.keys()):
                found[key[0], kind].append((key[1], comers[key], goers[key]))
                for each, ids in ((coming, comers[key]), (going, goers[key])):
                    for id in ids:
                        del each[id]
    return found


def _coming(draft: Draft, kind: str) -> dict[str, str]:
    """New people by id, with their school; never an adopted child, who is not to be joined to an
    old record."""
    known = draft.now("person").keys() | draft.incoming.adopted
    records = draft.incoming.records[kind].values()
    return {r.person: r.school for r in records if r.person not in known}


def _going(draft: Draft, kind: str) -> dict[str, str]:
    """Whoever would leave; by a sheet of only some of the people, whoever it does not name."""
    come, some = draft.incoming.records["person"], draft.incoming.format == "sheet"
    silent = some and kind not in draft.incoming.bulk
    going = _open_at(draft, kind) if silent else would_end(draft, kind)
    return {r.person: r.school for r in going if r.person not in come}


def _open_at(draft: Draft, kind: str) -> list[Any]:
    covered = draft.incoming.covers
    return [r for r in draft.now(kind).values() if draft.is_open(r) and r.school in covered]


def _by_name(
    draft: Draft, people: dict[str, str], way: Callable[[str], str]
) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for id, school in people.items():
        person = draft.incoming.records["person"].get(id) or draft.now("person").get(id)
        if person and (name := way(f"{person.given_name} {person.family_name}")):
            found[school, name].add(id)
    return found


def _unique(found: list[tuple[str, set[str], set[str]]]) -> dict[str, str]:
    return {
        next(iter(comers)): next(iter(goers))
        for _name, comers, goers in found
        if len(comers) == len(goers) == 1
    }


def _hold_pairs(
    draft: Draft, school: str, kind: str, found: list[tuple[str, set[str], set[str]]], held: Held
) -> None:
    comers = {id for _name, ids, _goers in found for id in ids}
    goers = {id for _name, _comers, ids in found for id in ids}
    what = "pupils have" if kind == "enrolment" else "staff have"
    what = what if len(comers) > 1 else "person has" if kind == "post" else "pupil has"
    record = draft.now("school").get(school)
    reason = (
        f"{len(comers)} new {what} the names of {len(goers)} who would leave "
        f"{record.name if record else school}. Are they the same? Say yes, and they stay who they "
        "are, with what is new; or say that they are others. Until then neither comes or goes."
    )
    draft.held.append(replace(held, ids=tuple(sorted(comers | goers)), reason=reason))
    draft.held_counts["person"] += len(comers | goers)
    carers = {("person", id) for id in comers}
    links = draft.incoming.records["family_link"].items()
    linked = {("family_link", id) for id, link in links if link.pupil in comers}
    _take_out(draft, _records_without(draft, carers | linked), goers)
