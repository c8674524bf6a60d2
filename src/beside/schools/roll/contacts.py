"""Parents and carers as a sheet writes them: in columns of their own, or several in one cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .columns import who
from .tables import Row
from .text import clean

_EMAIL = re.compile(r"[^\s<>()\[\],;:]+@[^\s<>()\[\],;:]+")
_PHONE = re.compile(r"\+?\(?\d[\d\s()/\-]{5,}\d")
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_BETWEEN = re.compile(r"[;\n\r]+")
_LABEL = re.compile(r"^([^\W\d_]+(?:[ -][^\W\d_]+)?)\s*[:\-–]\s+(.*)$")
_RELATION_WORDS = (
    "mother,father,mum,dad,mam,parent,carer,guardian,stepmother,stepfather,step-mother,step-father,"
    "step mother,step father,grandmother,grandfather,grandparent,aunt,uncle,sister,brother,foster,"
    "foster carer,relative,other relative"
)
RELATIONS = frozenset(_RELATION_WORDS.split(","))


@dataclass(frozen=True, slots=True)
class Contact:
    """One parent or carer as a row names them."""

    given_name: str
    family_name: str
    email: str
    relation: str

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.given_name} {self.family_name}".strip()


def split_name(text: str) -> tuple[str, str]:
    """Given and family name out of one cell: "Reed, Isla" or "Isla Reed"; a single name is a given
    name."""
    name = clean(text)
    if "," in name:
        family, _, given = name.partition(",")
        return given.strip(), family.strip()
    given, _, family = name.rpartition(" ")
    return (given, family) if given else (family, "")


def is_unsure(text: str) -> bool:
    """Whether it cannot be seen where the family name begins."""
    return "," not in text and len(text.split()) > 2


def read_contacts(row: Row, places: dict[int, str]) -> list[Contact]:
    """Everyone a row names as parent or carer."""
    found: list[Contact] = []
    for carer in who(places):
        found += _of_columns(row, carer)
    return list(dict.fromkeys(contact for contact in found if contact.name or contact.email))


def _of_columns(row: Row, carer: str) -> list[Contact]:
    cell = {
        part: row.raw(f"carer:{carer}:{part}")
        for part in ("any", "name", "given", "family", "email", "relation")
    }
    spoken = word if (word := carer.rstrip("0123456789")) in RELATIONS - {"parent"} else ""
    relation = clean(cell["relation"]).casefold() or spoken
    names = _parts(cell["any"] or cell["name"])
    emails = _EMAIL.findall(cell["email"])
    if cell["given"] or cell["family"]:
        email = emails[0].casefold() if emails else ""
        return [Contact(clean(cell["given"]), clean(cell["family"]), email, relation)]
    if not names:
        return [Contact("", "", email.casefold(), relation) for email in emails]
    return [
        _contact(text, emails[place] if place < len(emails) else "", relation)
        for place, text in enumerate(names)
    ]


def _parts(cell: str) -> Sequence[str]:
    return [part.strip() for part in _BETWEEN.split(cell) if part.strip()]


def _contact(text: str, email: str, relation: str) -> Contact:
    """One carer out of free text such as "Mother: Ann Reed <ann@example.org> 07700 900123"."""
    found = _EMAIL.search(text)
    email = email or (found[0] if found else "")
    rest = _PHONE.sub(" ", _EMAIL.sub(" ", text))
    rest, bracketed = _relation_in_brackets(rest)
    if (label := _LABEL.match(rest.strip())) and label[1].casefold() in RELATIONS:
        bracketed, rest = label[1].casefold(), label[2]
    given, family = split_name(rest.replace("<", " ").replace(">", " ").strip(" ,:-–"))
    return Contact(given[:200], family[:200], email.casefold()[:255], relation or bracketed)


def _relation_in_brackets(text: str) -> tuple[str, str]:
    for found in _BRACKETS.finditer(text):
        word = clean(found[1] or found[2] or "").casefold()
        if word in RELATIONS:
            return text.replace(found[0], " "), word
    return _BRACKETS.sub(" ", text), ""
