"""Parents and carers as a sheet writes them: in columns of their own, or several in one cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .cells import is_no_address, is_nobody
from .columns import SALUTATIONS, who
from .tables import Row
from .text import clean, name_key

_EMAIL = re.compile(r"[^\s<>()\[\],;:]+@[^\s<>()\[\],;:]+")
_PHONE = re.compile(r"\+?\(?\d[\d\s()/\-]{5,}\d")
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_BETWEEN = re.compile(r"[;\n\r]+")
# A comma after a relation in brackets or an address: the next contact of one cell.
_NEXT = re.compile(r"(?<=[)\]>]),\s*(?=[^\W\d_])|(?<=\.\w\w)(?:,\s*)(?=[A-Z])")
_PAIR = re.compile(
    r"(?P<one>[^\W\d_][\w'’.-]*) *(?:&|\band\b|\+) *(?P<other>[^\W\d_][\w'’.-]*)"
    r" (?P<family>[^\W\d_][\w'’-]*)$"
)
_LABEL = re.compile(r"^([^\W\d_]+(?:[ -][^\W\d_]+)?)\s*[:\-–]\s+(.*)$")
_TAIL = re.compile(r"^(.*\S)\s+[-–]\s+([^\W\d_]+(?:[ -][^\W\d_]+)?)$")
_RELATION_WORDS = (
    "mother,father,mum,mummy,dad,daddy,mam,parent,carer,guardian,legal guardian,special guardian,"
    "stepmother,stepfather,step-mother,step-father,step mother,step father,stepmum,stepdad,"
    "step-mum,step-dad,step parent,step-parent,grandmother,grandfather,grandparent,gran,grandma,"
    "grandad,granddad,nan,nana,aunt,auntie,uncle,cousin,sister,brother,sibling,foster,foster carer,"
    "foster parent,foster mother,foster father,foster mum,foster dad,relative,other relative,"
    "other family member,family friend,friend,neighbour,neighbor,childminder,nanny,au pair,"
    "babysitter,social worker,key worker,support worker,solicitor,doctor,gp,partner,"
    "mother's partner,father's partner,host family,host,emergency contact,other,other contact"
)
RELATIONS = frozenset(_RELATION_WORDS.split(","))


@dataclass(frozen=True, slots=True)
class Contact:
    """One parent or carer as a row names them."""

    given_name: str
    family_name: str
    email: str
    relation: str
    may_have_address: bool = False

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.given_name} {self.family_name}".strip()


def plain_name(text: str) -> str:
    """A name in plain form without Mr, Mrs and the like, to see whether two are one carer."""
    words = name_key(text).split()
    while len(words) > 1 and words[0] in SALUTATIONS:
        del words[0]
    return " ".join(words)


def split_name(text: str) -> tuple[str, str]:
    """Given and family name out of one cell: "Reed, Isla" or "Isla Reed"; a single name is a given
    name."""
    name = clean(text)
    if "," in name:
        family, _, given = name.partition(",")
        return given.strip(), family.strip()
    given, _, family = name.rpartition(" ")
    return (given, family) if given else (family, "")


_NICKNAME = re.compile(r"(?<=\w) *[(\"“‘]([A-Z][^\W\d_]*[a-zà-ÿ]+)[)\"”’]")
_NO_NICKNAME_WORDS = (
    "new left leaver leaving twin eal sen send junior senior jnr snr boarder day pupil student "
    "staff mother father guest dual part applicant"
)
_NO_NICKNAME = frozenset(_NO_NICKNAME_WORDS.split())


def with_nickname(name: str) -> tuple[str, str]:
    """A name without the one that stands in brackets or quotation marks in it, and that one."""
    found = _NICKNAME.search(name)
    if not found or found[1].casefold() in _NO_NICKNAME:
        return name, ""
    return clean(name.replace(found[0], " ").replace(" ,", ",")), found[1]


def is_unsure(text: str) -> bool:
    """Whether it cannot be seen where the family name begins."""
    return "," not in text and len(text.split()) > 2


def read_contacts(row: Row, places: dict[int, str]) -> list[Contact]:
    """Everyone a row names as parent or carer; words that are nobody ("as above") are nobody, and
    an address that only fills the field is none."""
    found: list[Contact] = []
    for carer in who(places):
        found += _of_columns(row, carer)
    named = (_without_words(contact) for contact in found)
    return list(dict.fromkeys(contact for contact in named if contact.name or contact.email))


def _without_words(contact: Contact) -> Contact:
    given, family = contact.given_name, contact.family_name
    if is_nobody(contact.name) or (is_nobody(given) and (not family or is_nobody(family))):
        given = family = ""
    email = "" if is_no_address(contact.email) else contact.email
    relation = "" if is_nobody(contact.relation) else contact.relation
    return replace(contact, given_name=given, family_name=family, email=email, relation=relation)


def _of_columns(row: Row, carer: str) -> list[Contact]:
    cell = {
        part: row.raw(f"carer:{carer}:{part}")
        for part in ("any", "name", "given", "family", "email", "relation")
    }
    may = row.table.has(f"carer:{carer}:email") or row.table.has(f"carer:{carer}:any")
    spoken = word if (word := carer.rstrip("0123456789")) in RELATIONS - {"parent"} else ""
    relation = clean(cell["relation"]).casefold()
    names = _parts(cell["any"] or cell["name"])
    emails = _EMAIL.findall(cell["email"])
    if cell["given"] or cell["family"]:
        email = emails[0].casefold() if emails else ""
        names = (clean(cell["given"]), clean(cell["family"]))
        return [Contact(*names, email, relation or spoken, may)]
    if not names:
        return [Contact("", "", email.casefold(), relation or spoken, may) for email in emails]
    found = (
        _contact(text, emails[place] if place < len(emails) else "", relation, may)
        for place, text in enumerate(names)
    )
    return [replace(each, relation=each.relation or spoken) for each in found]


def _parts(cell: str) -> Sequence[str]:
    parts = [part.strip() for part in _BETWEEN.split(cell) if part.strip()]
    return [one for part in parts for each in _NEXT.split(part) for one in _each_of_pair(each)]


def _each_of_pair(text: str) -> list[str]:
    """Both of "Bilal and Sana Khan" and of "Mr & Mrs Reed"."""
    found = _PAIR.match(text.strip())
    if not found or {found[who].casefold().rstrip(".") for who in ("one", "other")} & SALUTATIONS:
        return [text]
    return [f"{found[who]} {found['family']}" for who in ("one", "other")]


def _contact(text: str, email: str, relation: str, may: bool) -> Contact:
    """One carer out of free text such as "Mother: Ann Reed <ann@example.org> 07700 900123"."""
    found = _EMAIL.search(text)
    email = email or (found[0] if found else "")
    rest = _PHONE.sub(" ", _EMAIL.sub(" ", text))
    rest, bracketed = _relation_in_brackets(rest)
    if (label := _LABEL.match(rest.strip())) and label[1].casefold() in RELATIONS:
        bracketed, rest = label[1].casefold(), label[2]
    if (tail := _TAIL.match(rest.strip())) and tail[2].casefold() in RELATIONS:
        bracketed, rest = tail[2].casefold(), tail[1]
    given, family = split_name(rest.replace("<", " ").replace(">", " ").strip(" ,:-–"))
    return Contact(given, family, email.casefold(), relation or bracketed, may)


def _relation_in_brackets(text: str) -> tuple[str, str]:
    for found in _BRACKETS.finditer(text):
        word = clean(found[1] or found[2] or "").casefold()
        if word in RELATIONS:
            return text.replace(found[0], " "), word
    return _BRACKETS.sub(" ", text), ""
