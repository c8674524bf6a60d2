"""Giving names: households share a culture and mostly a family name."""

import re
import unicodedata
from dataclasses import dataclass
from random import Random

from .cast import TAKEN
from .names import CALLED, CULTURES

DOUBLE = 0.03
CALLED_OTHERWISE = 0.4
OWN_SCRIPT = ("cyrillic", "arabic", "han", "greek", "bengali")


@dataclass(slots=True)
class Names:
    """Draws names; never the whole name of one of the cast."""

    rng: Random

    def culture(self) -> str:
        """The culture of a household, by its share."""
        shares = [culture.share for culture in CULTURES.values()]
        return self.rng.choices(list(CULTURES), shares)[0]

    def family(self, culture: str) -> str:
        """A family name, now and then of two joined by a hyphen, or none."""
        names = CULTURES[culture].families
        first, other = self.rng.choice(names), self.rng.choice(names)
        plain = first.isalpha() and other.isalpha() and culture not in OWN_SCRIPT
        if plain and first != other and self.rng.random() < DOUBLE:
            return f"{first}-{other}"
        return first

    def child(self, culture: str, girl: bool, family: str) -> str:
        """A given name for a pupil."""
        found = CULTURES[culture]
        return self._untaken(found.girls if girl else found.boys, family)

    def adult(self, culture: str, girl: bool, family: str) -> str:
        """A given name for somebody of the parents' generation."""
        found = CULTURES[culture]
        older = (found.women or found.girls) if girl else (found.men or found.boys)
        return self._untaken(older, family)

    def called(self, given: str) -> str:
        """The name somebody likes to be called by, or "" where it is their own."""
        if given in CALLED and self.rng.random() < CALLED_OTHERWISE:
            return CALLED[given]
        return ""

    def _untaken(self, given: tuple[str, ...], family: str) -> str:
        return self.rng.choice([name for name in given if (name, family) not in TAKEN])


def of_woman(family: str) -> str:
    """A family name in the form a woman bears, in the languages that have one."""
    if family.endswith(("ski", "cki")):
        return family[:-1] + "a"
    return family + "a" if family.endswith(("nov", "rov", "kov")) else family


def address(given: str, family: str, id: str) -> str:
    """An e-mail address that reaches nobody: example.org is kept free for that (RFC 2606)."""
    plain = unicodedata.normalize("NFKD", f"{given}.{family}").encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z.]", "", plain.lower()).strip(".")
    return f"{name}.{id}@example.org" if name else f"{id}@example.org"
