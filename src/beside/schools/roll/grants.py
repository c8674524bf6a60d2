"""What a roll would give somebody to see, and whose yes that needs before it is done.

A post, a place in a group, a family link or an address may be a right. Whoever brings in the roll
gives none alone: what would give or end a right is taken out of the plan and waits. Everything else
of the same files goes on.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from .draft import Draft
from .outcome import CLASSES, Roll
from .planned import Change, Held, Plan, Waiting

# Posts that open more than the names of pupils, and those two of them that watch over the others.
SAFEGUARDING = ("safeguarding_lead", "safeguarding_deputy")
STRONG = frozenset(
    {*SAFEGUARDING, "head", "chair", "office", "organiser", "head_of_year", "federation_lead"}
)
TOP = frozenset({*SAFEGUARDING, "head", "chair"})
# What whoever starts a school may not make of themselves, while nobody else has come in.
NOT_ONESELF = frozenset({*SAFEGUARDING, "chair", "federation_lead"})
DECIDES = frozenset({"person", "school", "kind", "year_group", "starts", "ends"})
WORDS = {
    "safeguarding_lead": "safeguarding lead",
    "safeguarding_deputy": "deputy safeguarding lead",
    "chair": "chair of governors",
    "head": "head teacher",
    "office": "school office",
    "organiser": "organiser",
    "head_of_year": "head of year",
    "federation_lead": "federation lead",
}
# What waits for another person: a key of another rule may be accepted by whoever brings it in.
RULES = frozenset(
    {"grant", "ending", "address", "tutors", "teachers", "carers", "addresses", "reach", "court"}
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a plan must know beside the roll, by source ids.

    `used` are the schools into which anybody but the asker has come in, `asker` is who brings in
    the roll ("" for the operator on the machine), `school` the one that an import from a page
    belongs to. A source that two people `connected` is the yes for what is asked once an import.
    """

    used: frozenset[str] = frozenset()
    asker: str = ""
    school: str = ""
    connected: bool = False


@dataclass(frozen=True, slots=True)
class _Right:
    """A change that would give or end a right: by which rule, whose, at which school."""

    change: Change
    rule: str
    school: str
    person: str
    post: str = ""


def hold(draft: Draft, facts: Facts) -> set[tuple[str, str]]:
    """Take out of a plan what waits for another person's yes; gives (kind, id) of these records."""
    kept: set[tuple[str, str]] = set()
    for waiting in _questions(draft, _needed(draft, facts)):
        if _is_said(draft, facts, waiting):
            draft.said.append(waiting)
            continue
        draft.held.append(waiting.held)
        draft.waiting.append(waiting)
        kept |= {(change.kind, change.id) for change in waiting.changes}
        _take_out(draft, waiting)
    return kept


def _is_said(draft: Draft, facts: Facts, waiting: Waiting) -> bool:
    if facts.connected and not waiting.strong:
        return True
    return not facts.asker and waiting.held.key in draft.accepted


def _needed(draft: Draft, facts: Facts) -> Iterator[_Right]:
    for right in _rights(draft, facts):
        oneself = right.person == facts.asker != "" and right.post in NOT_ONESELF
        if right.school in facts.used or (oneself and right.rule == "grant"):
            yield right


def _rights(draft: Draft, facts: Facts) -> Iterator[_Right]:
    for change in draft.changes:
        record = _after(draft, change)
        if change.kind == "post":
            yield from _post(draft, change, record)
        elif change.kind == "membership":
            yield from _membership(draft, facts, change, record)
        elif change.kind == "group" and change.field == "kind":
            yield from _group(draft, change, record)
        elif change.kind == "family_link" and change.op in ("add", "return"):
            school = _school_of(draft, facts, record.pupil)
            yield _Right(change, "carers", school, record.carer)
        elif change.kind == "person" and change.field == "email" and change.new:
            yield _address(draft, facts, change)
        elif change.kind == "enrolment" and change.op != "leave":
            yield from _enrolment(draft, facts, change, record)


def _post(draft: Draft, change: Change, post: Any) -> Iterator[_Right]:
    gives = change.op in ("add", "return") and draft.is_open(post)
    if post.kind in STRONG:
        moved = change.op == "change" and change.field in DECIDES
        if change.op in ("leave", "remove") or (moved and _is_earlier(change)):
            yield _Right(change, "ending", post.school, post.person, post.kind)
        elif gives or moved:
            yield _Right(change, "grant", post.school, post.person, post.kind)
    elif post.kind == "teacher" and gives:
        yield _Right(change, "teachers", post.school, post.person)


def _is_earlier(change: Change) -> bool:
    if change.field != "ends" or change.new is None:
        return False
    return change.old is None or bool(change.new < change.old)


def _membership(draft: Draft, facts: Facts, change: Change, member: Any) -> Iterator[_Right]:
    gives = change.op in ("add", "return") or change.field in ("role", "person", "group", "starts")
    if not gives or not draft.is_open(member):
        return
    group = _record(draft, "group", member.group)
    school = group.school if group else ""
    if member.role != "pupil":
        is_tutor = group is not None and group.kind == "tutor_group"
        yield _Right(change, "tutors" if is_tutor else "teachers", school, member.person)
    elif member.person in draft.now("person") and member.group in _groups_of(draft, facts.asker):
        yield _Right(change, "reach", school, member.person)


def _groups_of(draft: Draft, person: str) -> set[str]:
    """The groups that somebody tutors, teaches or leads today."""
    held = draft.now("membership").values()
    return {m.group for m in held if m.person == person and m.role != "pupil" and draft.is_open(m)}


def _group(draft: Draft, change: Change, group: Any) -> Iterator[_Right]:
    if change.new != "tutor_group":
        return
    for member in draft.now("membership").values():
        if member.group == group.id and member.role != "pupil" and draft.is_open(member):
            yield _Right(change, "tutors", group.school, member.person)


def _enrolment(draft: Draft, facts: Facts, change: Change, enrolment: Any) -> Iterator[_Right]:
    """A pupil whom the move brings to whoever asks for it, or to a second school."""
    person = enrolment.person
    others = {
        each.school
        for each in draft.now("enrolment").values()
        if each.person == person and each.school != enrolment.school and draft.is_open(each)
    }
    if change.op in ("add", "return"):
        for school in sorted(others)[:1]:
            yield _Right(change, "reach", school, person)
    led = (enrolment.school, enrolment.year_group) in _years_of(draft, facts.asker)
    if led and change.op in ("return", "change") and change.field in ("year_group", "ends"):
        yield _Right(change, "reach", enrolment.school, person)


def _years_of(draft: Draft, person: str) -> set[tuple[str, str]]:
    return {
        (post.school, post.year_group)
        for post in draft.now("post").values()
        if post.person == person and post.kind == "head_of_year" and draft.is_open(post)
    }


def _address(draft: Draft, facts: Facts, change: Change) -> _Right:
    """An address is a key: what opens an account or a form is sent to it."""
    strong = [p for p in _posts(draft, change.id) if p.kind in STRONG]
    if not strong:
        school = _school_of(draft, facts, change.id)
        return _Right(change, "addresses", school, change.id)
    top = next((post for post in strong if post.kind in TOP), strong[0])
    return _Right(change, "address", top.school, change.id, top.kind)


def _posts(draft: Draft, person: str) -> list[Any]:
    found = {**draft.now("post"), **draft.incoming.records["post"]}.values()
    return [p for p in found if p.person == person and draft.is_open(p)]


def _school_of(draft: Draft, facts: Facts, person: str) -> str:
    """A school somebody is at, as pupil or adult or by whom they care for: one in use first."""
    links = {**draft.now("family_link"), **draft.incoming.records["family_link"]}.values()
    people = {person, *(link.pupil for link in links if link.carer == person)}
    found = {**draft.now("enrolment"), **draft.incoming.records["enrolment"]}.values()
    at = {each.school for each in found if each.person in people}
    at |= {post.school for post in _posts(draft, person)}
    return str(min(at & facts.used or at or {""}))


def _record(draft: Draft, kind: str, id: str) -> Any:
    return draft.incoming.records[kind].get(id) or draft.now(kind).get(id)


def _of_kind(draft: Draft, kind: str) -> tuple[Any, Any]:
    return draft.incoming.records[kind], draft.now(kind)


def _after(draft: Draft, change: Change) -> Any:
    """The record as the change leaves it; as it stands, where it only ends."""
    stored: Any = draft.now(change.kind).get(change.id)
    said = draft.incoming.records[change.kind]
    if change.op in ("leave", "remove"):
        return stored or said.get(change.id)
    if change.id in said:
        return said[change.id]
    if change.op == "add":
        return CLASSES[change.kind](**change.new)
    return replace(stored, **{change.field: change.new}) if change.field else stored


def _questions(draft: Draft, rights: Iterable[_Right]) -> Iterator[Waiting]:
    """One question a post, and one a kind for all that is asked together."""
    found: dict[str, list[_Right]] = defaultdict(list)
    for right in rights:
        about = right.change.id if right.post else right.school
        found[f"{right.rule}:{about}"].append(right)
    for key, together in sorted(found.items()):
        yield _question(draft, key, together)


def _question(draft: Draft, key: str, together: list[_Right]) -> Waiting:
    first = together[0]
    people = tuple(sorted({right.person for right in together}))
    held = Held(
        key,
        first.rule,
        "post" if first.rule in ("grant", "ending") else "person",
        (first.change.id,) if first.rule in ("grant", "ending") else people,
        _reason(draft, first, people),
    )
    touched = {(right.change.kind, right.change.id, right.change.field) for right in together}
    whole = {(right.change.kind, right.change.id) for right in together}
    changes = [
        change
        for change in draft.changes
        if (change.kind, change.id, change.field) in touched
        or (change.kind in ("post", "membership") and (change.kind, change.id) in whole)
    ]
    changes += _leaving(draft, first) if first.rule == "ending" else []
    return Waiting(held, first.school, people, first.post, tuple(changes))


def _leaving(draft: Draft, right: _Right) -> list[Change]:
    return [c for c in draft.changes if c.kind == "person" and c.id == right.person and not c.field]


def _reason(draft: Draft, right: _Right, people: tuple[str, ...]) -> str:
    names = ", ".join(_name(draft, person) for person in people)
    said, stored = (found.get(right.school) for found in _of_kind(draft, "school"))
    at = getattr(said, "name", "") or getattr(stored, "name", "") or right.school
    says = {
        "grant": f"{names} would be {WORDS.get(right.post, '')} at {at}.",
        "ending": f"{names} would no longer be {WORDS.get(right.post, '')} at {at}.",
        "address": f"{names}, {WORDS.get(right.post, '')} at {at}, would get another address.",
        "tutors": f"These would look after a tutor group at {at}: {names}.",
        "teachers": f"These would teach or lead at {at}: {names}.",
        "carers": f"These would be parents or carers of pupils at {at}: {names}.",
        "addresses": f"These would get another address, to which their mail goes: {names}.",
        "reach": f"These pupils would also come within the reach of who asks: {names}.",
    }
    return f"{says[right.rule]} It waits until a second person says yes."


def _name(draft: Draft, person: str) -> str:
    found = _record(draft, "person", person)
    if found is None:
        return person
    first = found.preferred_name or found.given_name
    return f"{first} {found.family_name}".strip() or found.username or person


def _take_out(draft: Draft, waiting: Waiting) -> None:
    gone = {id(change) for change in waiting.changes}
    draft.changes = [change for change in draft.changes if id(change) not in gone]
    still = {(change.kind, change.id) for change in draft.changes}
    for kind, of in {(change.kind, change.id) for change in waiting.changes}:
        draft.held_counts[kind] += 1
        if (kind, of) not in still:
            draft.fate[kind].pop(of, None)


def hold_undone(plan: Plan, current: Any, facts: Facts, today: date) -> None:
    """Hold in the plan that takes an import back what gives or ends a right, as in any other.

    A post that would go is asked about as one that ends.
    """
    draft = Draft(current, Roll(), frozenset(), today)
    draft.changes = [_ended(draft, change) for change in plan.changes]
    waits = hold(draft, facts)
    plan.changes = [change for change in plan.changes if (change.kind, change.id) not in waits]
    plan.held, plan.waiting = [*plan.held, *draft.held], draft.waiting
    for kind, _id in waits:
        plan.by_kind[kind]["held"] += 1


def _ended(draft: Draft, change: Change) -> Change:
    post = draft.now("post").get(change.id)
    if change.kind != "post" or change.op != "remove" or getattr(post, "kind", "") not in STRONG:
        return change
    return Change("post", change.id, "leave", "ends", getattr(post, "ends", None), draft.today)
