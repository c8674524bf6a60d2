"""What an import would do to the roll, decided before anything is touched."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from typing import Any

from .asking import ask_about_people
from .courts import without_answers
from .draft import FIELDS, Draft, Snapshot, compare, finish
from .grants import Facts, hold
from .leaving import plan_leaving, protected_people, standing_after
from .naming import names_in, whose
from .on_roll import without_past
from .outcome import KINDS, Records, Rejected, Roll
from .own_school import of_own_school
from .planned import Change, Held, Plan, refused
from .recognising import match_carers, match_people
from .renaming import rename
from .years import in_plain_years

_PERSON_FIELDS = ("person", "carer", "pupil")


def plan(
    current: Snapshot,
    incoming: Roll,
    *,
    accept_held: frozenset[str] = frozenset(),
    today: date,
    facts: Facts | None = None,
) -> Plan:
    """What bringing these files in would add, change and end, and what waits for a person.

    `current` holds the stored records by kind and id. Nobody is ever deleted: an enrolment, a post
    or a membership gets its end. `accept_held` are the keys that a person has accepted. Without
    `facts` it is the roll of a school that nobody has come into yet.
    """
    if incoming.errors:
        return refused(incoming)
    known = facts or Facts()
    named, names = _recognise(current, without_past(incoming, today))
    settled = of_own_school(current, settle(current, named), known)
    if settled.errors:
        return refused(settled)
    accepted = without_answers(accept_held, known.asker)
    draft = Draft(current, settled, accepted, today, renamed=names)
    ask_about_people(draft)
    compare(draft)
    done = plan_leaving(draft)
    _clear_tutor_groups(draft, done)
    _plan_families(draft)
    _hold_rights(draft, known, done)
    drawn = finish(draft, draft.incoming.rejected, _roll_after(draft, done))
    drawn.whose, drawn.names = whose(draft, draft.changes), names_in(draft, draft.changes)
    return drawn


def _recognise(current: Snapshot, incoming: Roll) -> tuple[Roll, dict[str, str]]:
    """The roll with years by their plain names and people by the ids they are stored under."""
    plain = replace(incoming, records=in_plain_years(incoming.records))
    people = match_people(current, plain)
    named = rename(plain, people)
    carers = match_carers(current, named)
    return _keep_posts(current, rename(named, carers)), {**people, **carers}


def _keep_posts(current: Snapshot, incoming: Roll) -> Roll:
    """Whoever has a post keeps it where the files have no column for posts; one that was made in
    Beside itself is not made again."""
    silent = incoming.silent["post"]
    have = {(p.person, p.school) for p in current.get("post", {}).values() if p.person in silent}
    here = {_facts(post) for post in current.get("made_here", {}).values()}
    kept = {
        id: post
        for id, post in incoming.records["post"].items()
        if (post.person, post.school) not in have and _facts(post) not in here
    }
    return replace(incoming, records={**incoming.records, "post": kept})


def _facts(post: Any) -> tuple[str, str, str, str]:
    return post.person, post.school, post.kind, post.year_group


def only_some(incoming: Roll) -> Roll:
    """The roll of files that name only some people: silence about others says nothing."""
    return replace(incoming, delta=set(KINDS))


def _hold_rights(draft: Draft, facts: Facts, done: set[tuple[str, str]]) -> None:
    """What waits for another person's yes does not count among what is done."""
    waits = hold(draft, facts)
    done -= waits
    records = {kind: dict(found) for kind, found in draft.incoming.records.items()}
    for kind, id in waits:
        if id not in draft.now(kind):
            records[kind].pop(id, None)
    draft.incoming = replace(draft.incoming, records=records)


def fingerprint(current: Snapshot) -> str:
    """A short mark of the stored roll: a plan made for another one is stale."""
    digest = hashlib.sha256()
    for kind in KINDS:
        for id, record in sorted(current.get(kind, {}).items()):
            values = [getattr(record, name) for name in FIELDS[type(record)]]
            digest.update(json.dumps([kind, id, *values], default=str).encode())
    return digest.hexdigest()


def settle(current: Snapshot, incoming: Roll) -> Roll:
    """The roll with every row of a delta checked against what is stored."""
    missing = [row for row in incoming.pending if not _exists(current, incoming, *row.needs)]
    if not incoming.pending:
        return incoming
    records = {kind: dict(found) for kind, found in incoming.records.items()}
    rejected = list(incoming.rejected)
    for row in missing:
        rejected.append(row.rejected)
        for kind, id in row.drops:
            records[kind].pop(id, None)
            _drop_hanging(current, records, kind, id, row.rejected, rejected)
    _name_tutors(current, records)
    return replace(incoming, records=records, rejected=rejected)


def _exists(current: Snapshot, incoming: Roll, kind: str, id: str) -> bool:
    return id in incoming.records[kind] or id in current.get(kind, {})


def _drop_hanging(
    current: Snapshot,
    records: Records,
    kind: str,
    id: str,
    cause: Rejected,
    rejected: list[Rejected],
) -> None:
    """What hangs on a dropped person or group goes with it, by the row that was its cause."""
    if kind not in ("person", "group") or id in current.get(kind, {}):
        return
    names = _PERSON_FIELDS if kind == "person" else ("group",)
    for of in ("enrolment", "post", "membership", "family_link"):
        hanging = [r for r in records[of].values() if id in (getattr(r, n, "") for n in names)]
        for record in hanging:
            del records[of][record.id]
            rejected.append(replace(cause, kind=of, code="hangs_on_rejected", id=record.id))


def _name_tutors(current: Snapshot, records: Records) -> None:
    """Whoever teaches a stored tutor group is its tutor."""
    groups, members = current.get("group", {}), records["membership"]
    for id, member in list(members.items()):
        group = groups.get(member.group)
        if member.role == "teacher" and group and group.kind == "tutor_group":
            del members[id]
            tutor = f"{member.group}/{member.person}/tutor"
            members[tutor] = replace(member, id=tutor, role="tutor")


def _clear_tutor_groups(draft: Draft, done: set[tuple[str, str]]) -> None:
    """A pupil who leaves a tutor group and gets no other has none."""
    for kind, id in sorted(done):
        if kind != "membership":
            continue
        member = draft.now("membership")[id]
        enrolment = f"{draft.leaves[kind, id].school}/{member.person}"
        old = draft.now("enrolment").get(enrolment)
        new = draft.incoming.records["enrolment"].get(enrolment)
        if old and new and old.tutor_group == member.group and not new.tutor_group:
            draft.change("enrolment", enrolment, "change", "tutor_group", old.tutor_group, "")
            draft.fate["enrolment"][enrolment] = "changed"


def _plan_families(draft: Draft) -> None:
    """A link that the files no longer name is never taken off without a person's word."""
    incoming = draft.incoming
    named = set(incoming.records["person"]) | {
        link.pupil for link in incoming.records["family_link"].values()
    }
    unsure, silent = protected_people(draft), incoming.silent["family_link"]
    for row in incoming.rejected:
        unsure |= set(row.persons) if row.kind == "family_link" else set()
    for id, link in draft.now("family_link").items():
        absent = "family_link" in incoming.bulk and link.pupil in named - silent
        sure = not {link.pupil, link.carer} & unsure
        if id in incoming.records["family_link"]:
            continue
        if id in incoming.ended["family_link"] or (absent and sure):
            _remove_link(draft, link)


def _remove_link(draft: Draft, link: Any) -> None:
    reason = (
        f"{link.carer} would no longer be a parent or carer of {link.pupil}. "
        "The link stays until a person has looked and accepted this."
    )
    if draft.hold(Held(f"family_link:{link.id}", "family_link", "family_link", (link.id,), reason)):
        draft.held_counts["family_link"] += 1
        return
    draft.changes.append(Change("family_link", link.id, "leave"))
    draft.fate["family_link"][link.id] = "leaving"


def _roll_after(draft: Draft, done: set[tuple[str, str]]) -> dict[str, int]:
    """The roll once the plan is applied. A carer is linked to a pupil, or has never been a pupil
    or held a post."""
    after = standing_after(draft, done)
    people = _ids(draft, "person")
    known_else = {
        record.person
        for kind in ("enrolment", "post")
        for records in (draft.now(kind), draft.incoming.records[kind])
        for record in records.values()
    }
    made_here = [post for post in draft.now("made_here").values() if draft.is_open(post)]
    known_else |= {post.person for post in made_here}
    gone = {id for id, fate in draft.fate["family_link"].items() if fate == "leaving"}
    links = {**draft.now("family_link"), **draft.incoming.records["family_link"]}
    carers = {link.carer for id, link in links.items() if id not in gone} | (people - known_else)
    posts = [*after["post"], *made_here]
    staff = {post.person for post in posts if post.kind != "community"}
    return {
        "schools": len(_ids(draft, "school")),
        "people": len(people),
        "pupils": len({enrolment.person for enrolment in after["enrolment"]}),
        "staff": len(staff),
        "carers": len(carers),
        "groups": len(_ids(draft, "group")),
        "memberships": len(after["membership"]),
    }


def _ids(draft: Draft, kind: str) -> set[str]:
    return set(draft.now(kind)) | set(draft.incoming.records[kind])
