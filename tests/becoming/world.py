"""A school in a few plain values, and what every action that gives a right or a key does in it.

The rules are the product's own: `schools.roll.plan` with what it holds, `schools.rules.saying` for who
says yes, `access.opening` for what a key opens. What a rule decides is done to the values; so a
hole in a rule is found here, and a page that does not ask its rule is not: that is for the tests
that go through the pages and the database.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from uuid import UUID, uuid5

from beside.access import opening as keys
from beside.schools import roll
from beside.schools.roll import Facts, Roll, records
from beside.schools.roll.outcome import CLASSES, KINDS, empty_records
from beside.schools.rules import saying as rules

TODAY = date(2026, 11, 24)
NAMES = ("kaur", "shah", "hughes", "rao", "reid", "patel", "okafor", "amina", "fadumo", "ghost")
HERE, THERE = "s1", "s2"
Right = tuple[str, str]  # who, what

START: frozenset[Right] = frozenset(
    {
        ("kaur", "office"),
        ("shah", "safeguarding_lead"),
        ("hughes", "head"),
        ("rao", "organiser"),
        ("reid", "head_of_year"),
        ("reid", "organiser"),
        ("patel", "tutor"),
        ("fadumo", "carer"),
    }
)
# Who has said something that a key could open; okafor without an account, in a meeting.
HAVE_PAST = frozenset(
    {"amina", "fadumo", "okafor", "shah", "hughes", "rao", "reid", "patel", "kaur"}
)
ACCOUNTS = frozenset({"kaur", "shah", "hughes", "rao", "reid", "patel", "amina"})
STAFF = frozenset({"kaur", "shah", "hughes", "rao", "reid", "patel", "okafor"})


@dataclass(frozen=True)
class Ask:
    """A right that waits: who asked, what the roll says, and who has said yes."""

    key: str
    asker: str
    rule: str
    post: str
    people: frozenset[str]
    gives: frozenset[Right]
    takes: frozenset[Right]
    yes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class World:
    """Everything that decides who may do what, as far as keys and rights go."""

    attackers: frozenset[str]
    rights: frozenset[Right] = START
    inbox: frozenset[tuple[str, str]] = frozenset((name, name) for name in NAMES)
    asks: frozenset[Ask] = frozenset()
    accounts: frozenset[str] = ACCOUNTS
    known: frozenset[tuple[str, str, str]] = frozenset()  # kind of key, whose, who made it
    inside: frozenset[tuple[str, bool, str]] = frozenset()  # as whom, with their past, by whose key
    fresh: frozenset[tuple[str, str]] = frozenset()  # who was given a post, and who had asked
    allowed: frozenset[Right] = field(default=frozenset(), compare=False)

    def acting(self) -> frozenset[str]:
        """Everybody as whom the attackers may act with all their rights."""
        return self.attackers | {who for who, past, _key in self.inside if past}

    def has(self, who: str, *rights: str) -> bool:
        return any((who, right) in self.rights for right in rights)

    def reads_mail_of(self, who: str) -> bool:
        return any(owner == who and reader in self.acting() for owner, reader in self.inbox)


Step = tuple[str, World]
Letter = Callable[[World], Iterator[Step]]


def uid(name: str) -> UUID:
    return uuid5(UUID(int=0), name)


# What a file may say, and what it would give: the record, the rights, and whose address it moves.


def said_of(who: str) -> dict[str, tuple[object, frozenset[Right], frozenset[Right]]]:
    """What somebody may write into a roll to their own gain, or to another's loss."""
    found: dict[str, tuple[object, frozenset[Right], frozenset[Right]]] = {}
    for kind in ("safeguarding_lead", "head", "office", "organiser", "head_of_year"):
        for person in (who, "ghost"):
            year = "9" if kind == "head_of_year" else ""
            id = "/".join(filter(None, (HERE, person, kind, year)))
            post = records.Post(id, person, HERE, kind, year_group=year)
            found[f"{person} {kind}"] = post, frozenset({(person, kind)}), frozenset()
    there = records.Post(f"{THERE}/{who}/office", who, THERE, "office")
    found["office elsewhere"] = there, frozenset({(who, "office elsewhere")}), frozenset()
    for person in (who, "ghost"):
        tutor = records.Membership(f"9A/{person}/tutor", person, "9A", "tutor")
        found[f"{person} tutor"] = tutor, frozenset({(person, "tutor")}), frozenset()
        link = records.FamilyLink(f"{person}/amina", person, "amina")
        found[f"{person} carer"] = link, frozenset({(person, "carer")}), frozenset()
    lead = f"{HERE}/shah/safeguarding_lead"
    ended = records.Post(lead, "shah", HERE, "safeguarding_lead", ends=date(2026, 11, 20))
    found["no lead"] = ended, frozenset(), frozenset({("shah", "safeguarding_lead")})
    for person in ("shah", "okafor", "fadumo", "amina"):
        moved = records.Person(person, person, "", email=f"{who}@x.example")
        found[f"mail of {person}"] = moved, frozenset({(person, f"mail to {who}")}), frozenset()
    return found


@cache
def stored(rights: frozenset[Right]) -> dict:
    """The roll as these rights have it, for the product's own plan."""
    kept: dict[str, dict] = {kind: {} for kind in KINDS}

    def put(*found) -> None:
        for record in found:
            kept[next(k for k, of in CLASSES.items() if type(record) is of)][record.id] = record

    put(records.School(HERE, "Hill"), records.School(THERE, "Dale"))
    put(records.Group("9A", HERE, "9A", "tutor_group"))
    put(*(records.Person(name, name, "") for name in NAMES))
    put(records.Enrolment(f"{HERE}/amina", "amina", HERE, "9"))
    put(records.Membership("9A/amina/pupil", "amina", "9A", "pupil"))
    put(*(records.Post(f"{HERE}/{p}/teacher", p, HERE, "teacher") for p in STAFF))
    for who, right in rights:
        if right in roll.grants.STRONG:
            year = "9" if right == "head_of_year" else ""
            id = "/".join(filter(None, (HERE, who, right, year)))
            put(records.Post(id, who, HERE, right, year_group=year))
        if right == "tutor":
            put(records.Membership(f"9A/{who}/tutor", who, "9A", "tutor"))
        if right == "carer":
            put(records.FamilyLink(f"{who}/amina", who, "amina"))
    return kept


@cache
def planned(rights: frozenset[Right], asker: str, name: str):
    """What the product plans for one thing that the office writes into a file."""
    record, _gives, _takes = said_of(asker)[name]
    files = Roll(format="beside", says=set(KINDS), delta=set(KINDS), records=empty_records())
    kind = next(k for k, of in CLASSES.items() if type(record) is of)
    files.records[kind][record.id] = record
    facts = Facts(used=frozenset({HERE, THERE}), asker=asker, school=HERE)
    return roll.plan(stored(rights), files, today=TODAY, facts=facts)


def bring_in(world: World) -> Iterator[Step]:
    """The office writes into a file whatever it likes."""
    for who in sorted(world.acting()):
        if world.has(who, "office"):
            for name, (_record, gives, takes) in said_of(who).items():
                plan = planned(world.rights, who, name)
                for waiting in plan.waiting:
                    ask = Ask(
                        waiting.held.key,
                        who,
                        waiting.held.rule,
                        waiting.post,
                        frozenset(waiting.people),
                        gives,
                        takes,
                    )
                    yield f"{who} asks: {name}", replace(world, asks=world.asks | {ask})
                if plan.changes and not plan.held:
                    yield f"{who} brings in: {name}", _given(world, gives, takes)


def _given(world: World, gives: frozenset[Right], takes: frozenset[Right]) -> World:
    mail = {(who, right.removeprefix("mail to ")) for who, right in gives if "mail to" in right}
    moved = {who for who, _reader in mail}
    kept = frozenset(pair for pair in world.inbox if pair[0] not in moved)
    rights = frozenset(right for right in gives if "mail to" not in right[1])
    return replace(world, rights=(world.rights | rights) - takes, inbox=kept | mail)


def say_yes(world: World) -> Iterator[Step]:
    """Whoever may says yes to what waits."""
    for ask in sorted(world.asks, key=repr):
        for who in sorted(world.acting()):
            asked = _asked(ask)
            if rules.why_not(asked, _voice(world, who), TODAY) or who in ask.yes:
                continue
            now = replace(ask, yes=ask.yes | {who})
            after = replace(world, asks=(world.asks - {ask}) | {now})
            if rules.is_enough(asked, [_voice(world, each) for each in now.yes], TODAY):
                after = _given(replace(world, asks=world.asks - {ask}), ask.gives, ask.takes)
                given = {(person, ask.asker) for person in ask.people if ask.post}
                after = replace(after, fresh=after.fresh | given)
                if _is_named(world, now):
                    after = replace(after, allowed=after.allowed | ask.gives | _ended(ask))
            yield f"{who} says yes: {ask.key}", after


def _is_named(world: World, ask: Ask) -> bool:
    """Whether the text of the rule names those who said yes: worked out here without the rule."""
    second = {who for who in ask.yes if who != ask.asker}
    second -= ask.people if ask.rule != "ending" else frozenset()
    if ask.post not in ("head", "safeguarding_lead"):
        return bool(second)
    top = {who for who in second if world.has(who, "head", "safeguarding_lead")}
    fresh = {who for who, _asker in world.fresh}
    return bool(top or second & ask.people) or len(second - fresh) > 1


def _ended(ask: Ask) -> frozenset[Right]:
    return frozenset(("nobody", right) for _who, right in ask.takes)


def _asked(ask: Ask) -> rules.Asked:
    people = frozenset(uid(person) for person in ask.people)
    return rules.Asked(ask.rule, ask.post, uid(ask.asker), people)


def _voice(world: World, who: str) -> rules.Voice:
    posts = frozenset(right for person, right in world.rights if person == who)
    given = next((asker for person, asker in world.fresh if person == who), None)
    return rules.Voice(uid(who), posts, uid(given) if given else None, TODAY if given else None)


def make_card(world: World) -> Iterator[Step]:
    """Whoever looks after Amina makes her a card, and keeps it."""
    for who in sorted(world.acting()):
        if world.has(who, "tutor", "head_of_year"):
            card = ("card", "amina", who)
            yield f"{who} makes a card", replace(world, known=world.known | {card})


def use_card(world: World) -> Iterator[Step]:
    for kind, whose, maker in sorted(world.known):
        if kind == "card":
            opens = keys.opens_past(has_past=whose in HAVE_PAST, knows_word=False)
            came = (whose, opens, maker)
            after = replace(
                world, inside=world.inside | {came}, known=world.known - {(kind, whose, maker)}
            )
            yield f"the card of {maker} is used", after


def confirm_card(world: World) -> Iterator[Step]:
    """Whoever looks after Amina says whose hands a card is in."""
    for whose, past, maker in sorted(world.inside):
        for who in sorted(world.acting()):
            looks_after = world.has(who, "tutor", "head_of_year")
            if past or whose != "amina" or not looks_after:
                continue
            if keys.may_confirm(by=who, made_by=maker, owner=whose):
                now = (world.inside - {(whose, past, maker)}) | {(whose, True, maker)}
                allowed = world.allowed | ({(whose, "past")} if who != maker else set())
                yield f"{who} confirms", replace(world, inside=now, allowed=allowed)


def invite(world: World) -> Iterator[Step]:
    for who in sorted(world.acting()):
        if world.has(who, "office"):
            for whom in NAMES:
                how = keys.invited(
                    has_account=whom in world.accounts, in_use=True, has_address=True
                )
                seen = how == keys.Invited.SHOWN or (
                    how == keys.Invited.MAILED and world.reads_mail_of(whom)
                )
                if seen:
                    link = ("invitation", whom, who)
                    yield f"{who} invites {whom}", replace(world, known=world.known | {link})


def accept(world: World) -> Iterator[Step]:
    for kind, whose, maker in sorted(world.known):
        if kind == "invitation":
            after = replace(
                world,
                accounts=world.accounts | {whose},
                inside=world.inside | {(whose, True, maker)},
                known=world.known - {(kind, whose, maker)},
            )
            yield f"the account of {whose} is made", after


def make_letter(world: World) -> Iterator[Step]:
    for who in sorted(world.acting()):
        if world.has(who, "organiser", "head", "head_of_year"):
            letter = ("letter", "fadumo", who)
            yield f"{who} makes a letter", replace(world, known=world.known | {letter})


def open_letter(world: World) -> Iterator[Step]:
    for kind, whose, maker in sorted(world.known):
        if kind == "letter":
            opens = keys.letter_opens_past(same_device=False, same_number=False)
            came = (whose, opens, maker)
            yield "the letter is opened", replace(world, inside=world.inside | {came})


def join(world: World) -> Iterator[Step]:
    """Anybody who sees the projector joins as somebody: by mail they can read, or let in."""
    for whom in sorted(STAFF - world.attackers):
        is_pupil = world.attackers <= {"amina"}
        let_in = bool(world.acting() & STAFF)
        opens = keys.door(is_pupil=is_pupil, own_code=world.reads_mail_of(whom), let_in=let_in)
        if opens != keys.Door.SHUT:
            came = (whom, opens == keys.Door.OWN, "door")
            yield f"joins as {whom}", replace(world, inside=world.inside | {came})


def new_password(world: World) -> Iterator[Step]:
    for whom in sorted(world.accounts - world.attackers):
        if world.reads_mail_of(whom):
            came = (whom, True, "mail")
            yield f"a new password for {whom}", replace(world, inside=world.inside | {came})


LETTERS: dict[str, Letter] = {
    each.__name__: each
    for each in (
        bring_in,
        say_yes,
        make_card,
        use_card,
        confirm_card,
        invite,
        accept,
        make_letter,
        open_letter,
        join,
        new_password,
    )
}


def steps(world: World) -> Iterator[Step]:
    """Everything that the attackers may do next."""
    for letter in LETTERS.values():
        yield from letter(world)


def beyond(world: World) -> frozenset[Right]:
    """What the attackers reach by now that neither policy nor a second person's yes gives them."""
    own = {(who, right) for who in world.attackers for right in _rights(START, who)}
    held = {(who, right) for who in world.acting() for right in _rights(world.rights, who)}
    as_others = {(who, "past") for who in world.acting() - world.attackers - {"ghost"}}
    took = {("nobody", right) for who, right in START - world.rights if who not in world.attackers}
    return frozenset((held | as_others | took) - own - world.allowed - _by_mail(world))


def _by_mail(world: World) -> set[Right]:
    """Who reads the mail of another by a second person's yes is that other, and may do all of it."""
    moved = {who for who, what in world.allowed if what.startswith("mail to")}
    rights = {(who, right) for who in moved for right in _rights(world.rights, who)}
    return {(who, "past") for who in moved} | rights


def _rights(rights: frozenset[Right], who: str) -> set[str]:
    return {right for person, right in rights if person == who}
