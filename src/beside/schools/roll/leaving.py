"""Who leaves, and when that must wait for a person.

Silence means leaving only where the files are the whole list: of schools they cover, of kinds they
hold in bulk, and never of anybody whose row was rejected. More than a tenth of a school's pupils,
or of its staff, are held.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from .draft import Draft, Leaving
from .outcome import Rejected, Roll
from .planned import Change, Held
from .users import clues

SHARE = 0.10
_STANDING = ("enrolment", "post")
STAFF_POSTS = frozenset({"teacher", "head_of_year", "safeguarding_lead", "office", "head", "staff"})


def plan_leaving(draft: Draft) -> set[tuple[str, str]]:
    """Draw up who leaves, and hold what is too much at once. Gives the (kind, id) that end."""
    covered = covered_schools(draft)
    protected = protected_people(draft)
    for kind in _STANDING:
        for record in would_end(draft, kind):
            draft.leave(kind, record, record.school, draft.today)
    _take_other_posts(draft)
    gone = _gone(draft)
    held = _hold_schools(draft, gone)
    _plan_memberships(draft, covered, protected, gone)
    kept = _held_back(draft, held)
    done = set(draft.leaves) - kept
    for key in sorted(done, key=_order):
        _apply(draft, draft.leaves[key])
    for kind, id in kept:
        draft.held_counts[kind] += 1
        draft.fate[kind].pop(id, None)
    _plan_people(draft, done, held)
    return done


def would_end(draft: Draft, kind: str) -> list[Any]:
    """The open enrolments or posts that would end by these files."""
    covered, protected = covered_schools(draft), protected_people(draft)
    return [
        record
        for record in draft.now(kind).values()
        if draft.is_open(record) and _ends(draft, kind, record, covered, protected)
    ]


def _order(key: tuple[str, str]) -> tuple[bool, str, str]:
    return (key[0] == "membership", *key)


def covered_schools(draft: Draft) -> set[str]:
    """The schools the files speak for. Files that are whole lists of nobody at all speak for every
    school, and so are held."""
    incoming = draft.incoming
    said = incoming.covers or any(incoming.records[kind] for kind in ("school", "person"))
    if said or incoming.rejected or not incoming.bulk & set(_STANDING):
        return incoming.covers
    return set(draft.now("school"))


def protected_people(draft: Draft) -> set[str]:
    """People of whom a row was rejected, by id, or by username, email or name where the id is not
    on the roll."""
    people = draft.now("person")
    marks: set[str] = set()
    ids = set(draft.incoming.protected)
    for row in draft.incoming.rejected:
        if row.kind not in ("person", *_STANDING):
            continue
        ids.update(row.persons)
        if row.code == "duplicate_id" or not any(id in people for id in row.persons):
            marks.update(row.clues)
    if marks:
        ids |= {id for id, person in people.items() if marks.intersection(clues(person))}
    return ids


def _ends(draft: Draft, kind: str, record: Any, covered: set[str], protected: set[str]) -> bool:
    incoming = draft.incoming
    if record.id in incoming.ended[kind] or record.person in incoming.ended["person"]:
        return record.id not in incoming.records[kind]
    return (
        kind in incoming.bulk
        and record.school in covered
        and record.id not in incoming.records[kind]
        and record.person not in protected | incoming.silent[kind]
        and (kind == "enrolment" or _lists(incoming, record))
    )


def _lists(incoming: Roll, post: Any) -> bool:
    """Whether the files would name this post if it still held: a kind they can express, or any
    post of a member of staff whom a list of all staff no longer knows."""
    gone = incoming.lists_staff and post.person not in incoming.records["person"]
    return post.kind in incoming.post_kinds or (gone and post.kind in STAFF_POSTS)


def _take_other_posts(draft: Draft) -> None:
    """Whoever the files no longer know gives up all their posts at the school they leave.

    A row that ends one post, in files that list nobody, says nothing of the others.
    """
    incoming = draft.incoming
    left = {
        (leaving.person, leaving.school)
        for leaving in draft.leaves.values()
        if leaving.kind in incoming.bulk or leaving.person in incoming.ended["person"]
    }
    known = incoming.records["person"]
    for post in draft.now("post").values():
        away = (post.person, post.school) in left and post.person not in known
        if away and post.kind != "community" and draft.is_open(post):
            draft.leave("post", post, post.school, draft.today)


def _standing(draft: Draft, kind: str, *, after: bool) -> Iterator[Any]:
    """The open enrolments or posts of today, or those after everything in `leaves`."""
    for record in draft.now(kind).values():
        if draft.is_open(record) and not (after and (kind, record.id) in draft.leaves):
            yield record
    if after:
        for record in draft.incoming.records[kind].values():
            if draft.is_open(record) and (kind, record.id) not in draft.leaves:
                yield record


def _places(draft: Draft, kind: str, *, after: bool) -> set[tuple[str, str]]:
    """(school, person) of open enrolments, or of open posts but those of community adults."""
    return {
        (record.school, record.person)
        for record in _standing(draft, kind, after=after)
        if kind == "enrolment" or record.kind != "community"
    }


def _gone(draft: Draft) -> dict[str, set[tuple[str, str]]]:
    """For enrolments and posts, the (school, person) that would have none left."""
    return {
        kind: _places(draft, kind, after=False) - _places(draft, kind, after=True)
        for kind in _STANDING
    }


def _hold_schools(draft: Draft, gone: dict[str, set[tuple[str, str]]]) -> set[tuple[str, str, str]]:
    """The (kind, school, person) that wait for a person to accept them."""
    held: set[tuple[str, str, str]] = set()
    for kind, rule, people in (
        ("enrolment", "leavers", "pupils"),
        ("post", "staff_leavers", "staff"),
    ):
        leaving = _by_school(gone[kind])
        present = _by_school(_places(draft, kind, after=False))
        for school in sorted(leaving):
            ids, total = sorted(leaving[school]), len(present[school])
            share = 0 if draft.incoming.unread else SHARE
            if len(ids) > share * total and draft.hold(
                _held(draft, rule, people, school, ids, total)
            ):
                held |= {(kind, school, person) for person in ids}
    return held


def _by_school(places: set[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for school, person in places:
        found[school].add(person)
    return found


def _held(draft: Draft, rule: str, people: str, school: str, ids: list[str], total: int) -> Held:
    record = draft.now("school").get(school)
    name = record.name if record else school
    reason = (
        f"{len(ids)} of {total} {people} of {name} would leave. "
        "Nobody leaves until a person has looked and accepted this."
    )
    return Held(f"{rule}:{school}", rule, "person", tuple(ids), reason)


def _plan_memberships(
    draft: Draft,
    covered: set[str],
    protected: set[str],
    gone: dict[str, set[tuple[str, str]]],
) -> None:
    """Memberships end by the files, and with the last day at their school."""
    unsure = protected | _unsure_members(draft.incoming.rejected)
    still = {place for kind in _STANDING for place in _places(draft, kind, after=True)}
    left = {place for kind in _STANDING for place in gone[kind]} - still
    doubtful: dict[str, list[Any]] = defaultdict(list)
    in_doubt = _in_doubt(draft)
    for membership in draft.now("membership").values():
        if not draft.is_open(membership):
            continue
        school = draft.school_of(membership)
        away = (school, membership.person) in left
        said = _is_said(draft, membership, school, covered) and membership.person not in unsure
        if away or _is_ended(draft, membership):
            draft.leave("membership", membership, school, draft.today)
        elif said and in_doubt(membership.group):
            doubtful[membership.group].append(membership)
        elif said:
            draft.leave("membership", membership, school, draft.today)
    _hold_doubtful(draft, doubtful)


def _in_doubt(draft: Draft) -> Callable[[str], bool]:
    """Whether a row that could not be read may have been about somebody of this group: one that
    names the group, or no group that is known, and nobody who is on the roll."""
    people, groups = draft.now("person"), draft.now("group")
    rows = [
        row
        for row in draft.incoming.rejected
        if row.kind == "membership"
        and row.code != "ended"
        and not any(id in people for id in row.persons)
    ]
    named = {id for row in rows for id in row.groups if id in groups}
    nowhere = any(not any(id in groups for id in row.groups) for row in rows)
    return lambda group: nowhere or group in named


def _hold_doubtful(draft: Draft, doubtful: dict[str, list[Any]]) -> None:
    """Nobody leaves a group by a row that may be theirs, mistyped, without a person's word."""
    for group, members in sorted(doubtful.items()):
        if draft.hold(_held_group(draft, group, members)):
            draft.held_counts["membership"] += len(members)
            continue
        for membership in members:
            school = draft.school_of(membership)
            draft.leave("membership", membership, school, draft.today)


def _held_group(draft: Draft, group: str, members: list[Any]) -> Held:
    names = ", ".join(_name(draft, membership.person) for membership in members[:5])
    more = f" and {len(members) - 5} more" if len(members) > 5 else ""
    reason = (
        f"A row about {draft.now('group')[group].name} could not be read, and {names}{more} "
        "would leave it. Correct the row, or accept this."
    )
    ids = tuple(membership.id for membership in members)
    return Held(f"memberships:{group}", "memberships", "membership", ids, reason)


def _name(draft: Draft, person: str) -> str:
    known = draft.now("person").get(person)
    return f"{known.given_name} {known.family_name}".strip() if known else person


def _unsure_members(rejected: list[Rejected]) -> set[str]:
    """People of whom a row about a group was rejected, but not because the group has ended."""
    rows = (row for row in rejected if row.kind == "membership" and row.code != "ended")
    return {person for row in rows for person in row.persons}


def _is_said(draft: Draft, membership: Any, school: str, covered: set[str]) -> bool:
    """Whether the files would name this membership if it still held."""
    incoming, group = draft.incoming, draft.now("group").get(membership.group)
    return (
        "membership" in incoming.bulk
        and school in covered
        and group is not None
        and group.kind in incoming.group_kinds
        and membership.role in incoming.member_roles
        and membership.person not in incoming.silent["membership"]
        and membership.id not in incoming.records["membership"]
    )


def _is_ended(draft: Draft, membership: Any) -> bool:
    incoming = draft.incoming
    if membership.id in incoming.records["membership"]:
        return False
    return (
        membership.id in incoming.ended["membership"]
        or membership.group in incoming.ended["group"]
        or membership.person in incoming.ended["person"]
    )


def _held_back(draft: Draft, held: set[tuple[str, str, str]]) -> set[tuple[str, str]]:
    """The leaves that belong to somebody whose leaving is held."""
    kept: set[tuple[str, str]] = set()
    for key, leaving in draft.leaves.items():
        kinds = _STANDING if leaving.kind == "membership" else (leaving.kind,)
        if any((kind, leaving.school, leaving.person) in held for kind in kinds):
            kept.add(key)
    return kept


def _apply(draft: Draft, leaving: Leaving) -> None:
    draft.change(leaving.kind, leaving.id, "leave", "ends", leaving.old, leaving.ends)
    draft.fate[leaving.kind][leaving.id] = "leaving"


def _plan_people(draft: Draft, done: set[tuple[str, str]], held: set[tuple[str, str, str]]) -> None:
    """A person leaves when nothing of theirs is open any more. Nobody is deleted."""
    after = standing_after(draft, done)
    still = {record.person for kind in _STANDING for record in after[kind]}
    left = {draft.leaves[key].person for key in done if key[0] in _STANDING} - still
    for person in sorted(left):
        draft.changes.append(Change("person", person, "leave"))
        draft.fate["person"][person] = "leaving"
    draft.held_counts["person"] += len({person for _, _, person in held})


def standing_after(draft: Draft, done: set[tuple[str, str]]) -> dict[str, list[Any]]:
    """The open enrolments, posts and memberships once the plan is applied, each once."""
    after: dict[str, list[Any]] = {}
    for kind in (*_STANDING, "membership"):
        records = {**draft.incoming.records[kind]}
        records = {id: r for id, r in records.items() if draft.is_open(r)}
        records |= {id: r for id, r in draft.now(kind).items() if draft.is_open(r)}
        after[kind] = [r for id, r in records.items() if (kind, id) not in done]
    return after
