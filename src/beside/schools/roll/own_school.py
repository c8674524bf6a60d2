"""What belongs to other schools than the one an import is for stays away, by name."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .grants import Facts
from .outcome import Fault, Rejected, Roll

SHOWN = 5


def of_own_school(current: Any, incoming: Roll, facts: Facts) -> Roll:
    """The roll without what belongs to other schools than the one an import is for."""
    if not facts.school:
        return incoming
    if len(incoming.covers) > 1 and facts.school not in incoming.covers:
        return replace(incoming, errors=[_of_others(incoming)])
    records = {kind: dict(found) for kind, found in incoming.records.items()}
    rejected = list(incoming.rejected)
    for kind, id, school in list(_elsewhere(current, records, facts.school)):
        del records[kind][id]
        rejected.append(_other_school(incoming, kind, id, school))
    covers = incoming.covers & {facts.school}
    return replace(incoming, records=records, rejected=rejected, covers=covers)


def _of_others(incoming: Roll) -> Fault:
    """Why files that speak of several schools, none of them this one, are refused."""
    schools = incoming.records["school"]
    names = sorted((schools[id].name or id) if id in schools else id for id in incoming.covers)
    more = " and others" if len(names) > SHOWN else ""
    reason = (
        f"These files are of {', '.join(names[:SHOWN])}{more}, and none of them is the school they "
        "were to be brought in for. Whoever keeps the rolls of all schools brings them in."
    )
    file = incoming.files[0].name if len(incoming.files) == 1 else ""
    return Fault(file, None, "", "other_school", reason)


def _elsewhere(current: Any, records: Any, own: str) -> Iterator[tuple[str, str, str]]:
    groups = {**current.get("group", {}), **records["group"]}
    stored = {p for p, _at in _places(current)} | _carers(current)
    stored |= {p for p, _at in _places(records)} | _carers(records)
    ours = {p for p, at in (*_places(current), *_places(records)) if at == own}
    ours |= _carers(records, ours)
    for kind, found in records.items():
        for id, record in found.items():
            school = _school(kind, record, groups)
            if _is_elsewhere(current, kind, record, stored, ours):
                yield kind, id, "another school"
            elif school not in ("", own):
                yield kind, id, school


def _is_elsewhere(current: Any, kind: str, record: Any, stored: set[str], ours: set[str]) -> bool:
    if kind == "person":
        return record.id in stored - ours - _carers(current, ours)
    return kind == "family_link" and record.pupil not in ours


def _places(records: Any) -> list[tuple[str, str]]:
    kinds = ("enrolment", "post")
    return [(r.person, r.school) for kind in kinds for r in records.get(kind, {}).values()]


def _carers(current: Any, pupils: set[str] | None = None) -> set[str]:
    links = current.get("family_link", {}).values()
    return {link.carer for link in links if pupils is None or link.pupil in pupils}


def _school(kind: str, record: Any, groups: Any) -> str:
    if kind == "school":
        return str(record.id)
    if kind == "membership":
        group = groups.get(record.group)
        return str(group.school) if group else ""
    return str(getattr(record, "school", ""))


def _other_school(incoming: Roll, kind: str, id: str, school: str) -> Rejected:
    persons = (id,) if kind == "person" else tuple(id.split("/")[1:2])
    return Rejected(
        file=incoming.files[0].name if len(incoming.files) == 1 else "",
        row=0,
        column="school",
        value=school,
        code="other_school",
        reason="This belongs to another school. Whoever keeps that school’s roll brings it in.",
        kind=kind,
        id=id,
        persons=persons,
    )
