"""Parents and carers as other systems name them: which contact is one, and who is whom."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .collector import Collector
from .outcome import Ask
from .records import FamilyLink, Person
from .sensitive import speaks_of_care
from .sheet_rows import made_id
from .tables import Row
from .text import clean, name_key

RELATION = 100
EMAIL = 254
_FAMILY_WORDS = """
    mother father mum mummy dad daddy mam parent parents carer caregiver guardian
    legalguardian parentguardian parentcarer parentorcarer guardiancarer stepmother
    stepfather stepmum stepdad stepparent grandmother grandfather grandma grandpa
    grandparent nan nana nanna granny grandad granddad aunt auntie aunty uncle sister
    brother stepsister stepbrother halfsister halfbrother sibling cousin foster
    fostermother fosterfather fosterparent fostercarer adoptivemother adoptivefather
    adoptiveparent specialguardian kinshipcarer relative otherrelative family
    otherfamilymember familymember greataunt greatuncle greatgrandmother greatgrandfather
    wife husband partner primaryparent
"""
_OTHER_WORDS = """
    friend familyfriend neighbour neighbor doctor physician socialworker childminder nanny
    babysitter teacher headteacher aide casemanager religiouscontact
    religiousspiritualcontact othercontact other emergency emergencycontact self none
    translator solicitor agency schoolcontact
"""
_FAMILY, _NO_FAMILY = frozenset(_FAMILY_WORDS.split()), frozenset(_OTHER_WORDS.split())


@dataclass(frozen=True, slots=True)
class Named:
    """One contact of one pupil, as a row names them; `key` is the source's own id or "".

    `careful` says that something speaks of a court, of who may not be in contact, or of care.
    """

    row: Row
    school: str
    pupil: str
    given_name: str
    family_name: str
    email: str
    relation: str
    key: str = ""
    parental_responsibility: bool | None = None
    lives_with: bool | None = None
    careful: bool = False

    @property
    def name(self) -> str:
        """The name in plain form."""
        return name_key(f"{self.given_name} {self.family_name}")


def is_family(word: str) -> bool | None:
    """Whether a relation makes somebody a parent or carer; None where the word is not known."""
    plain = _plain(word)
    if not plain or plain in _FAMILY:
        return True
    return False if plain in _NO_FAMILY else None


def _plain(word: str) -> str:
    return "".join(c for c in word.casefold() if c.isalnum())


def relation_word(word: str) -> str:
    """The relation as it was said, in small letters, without what it would tell of a child's
    status: who is looked after or adopted is for the designated teacher and the lead alone."""
    said = clean(word).casefold()[:RELATION]
    if "foster" in said:
        return "carer"
    return said.replace("adoptive ", "").replace("special guardian", "guardian")


def check_family(row: Row, column: str, word: str) -> bool:
    """Whether this contact comes in as a parent or carer; whoever does not is noted by the cell."""
    family = is_family(word)
    if family is None:
        reason = "This relation is not known: no parent or carer was made of it. Say which it is."
        row.note(column, "unknown_relation", reason)
    elif not family:
        reason = "This is a contact and no parent or carer: nobody was made of it."
        row.note(column, "no_family", reason)
    return bool(family)


def add_families(collector: Collector, named: Iterable[Named]) -> None:
    """Make carers and their links out of contacts.

    A contact with an id of its own is that person. Without one, the same address at a school is
    the same person, unless people of other names have it too: a shared address is nobody's.
    """
    contacts = list(named)
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for contact in contacts:
        if contact.email:
            names[contact.school, contact.email].add(contact.name)
    made: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for contact in contacts:
        shared = len(names[contact.school, contact.email]) > 1 if contact.email else False
        link = _add(collector, contact, contact.key or _made(contact, shared))
        made[contact.pupil].append(("family_link", link))
    for contact in contacts:
        if contact.careful:
            _ask(collector, contact, made.pop(contact.pupil, []))


def _made(contact: Named, shared: bool) -> str:
    if not contact.email:
        return made_id(contact.school, "carer", contact.pupil, contact.name)
    if shared:
        return made_id(contact.school, "carer", contact.email, contact.name)
    return made_id(contact.school, "carer", contact.email)


def _ask(collector: Collector, contact: Named, links: list[tuple[str, str]]) -> None:
    """All carers of a pupil wait where one of their rows speaks of such things."""
    if not links:
        return
    person = collector.roll.records["person"].get(contact.pupil)
    name = f"{person.given_name} {person.family_name}".strip() if person else contact.pupil
    reason = (
        f"The row of {name} speaks of an order, of contact or of care. The parents and carers it "
        "names wait until the safeguarding lead has looked."
    )
    table, drops = contact.row.table, tuple(dict.fromkeys(links))
    place = (table.name, table.sheet, contact.row.number)
    key = f"court:{contact.pupil}"
    collector.roll.asks.append(Ask(key, "court", "family_link", reason, drops, (), *place))


def is_careful(relation: str, *others: str) -> bool:
    """Whether a relation, or other words about a contact, speak of a court, of no contact, or of
    care."""
    cells = [text for text in (relation, *others) if text]
    everywhere = frozenset(range(len(cells)))
    spoken = speaks_of_care(["contact"] * len(cells), cells, frozenset(), everywhere)
    return bool(spoken) or "foster" in relation.casefold()


def _add(collector: Collector, contact: Named, id: str) -> str:
    collector.add(
        "person", Person(id, contact.given_name, contact.family_name, email=contact.email)
    )
    link = FamilyLink(
        f"{id}/{contact.pupil}",
        id,
        contact.pupil,
        contact.relation,
        contact.parental_responsibility,
        contact.lives_with,
    )
    collector.add("family_link", link)
    return link.id
