"""Organisations above and around schools: which school a department or a district stands for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .records import School

SCHOOL_TYPES = frozenset({"school", "college"})
ABOVE_TYPES = frozenset(
    {
        "district",
        "local",
        "localauthority",
        "lea",
        "region",
        "state",
        "national",
        "ministry",
        "ministryofeducation",
        "trust",
        "federation",
    }
)


@dataclass(frozen=True, slots=True)
class Org:
    """An organisation as the files have it; `parent` is "" at the top."""

    id: str
    name: str
    type: str
    code: str = ""
    parent: str = ""

    @property
    def is_school(self) -> bool:
        """Whether pupils go there, rather than to a part of it or to what stands above it."""
        return self.type in SCHOOL_TYPES

    def school(self) -> School:
        """The organisation as a school."""
        return School(self.id, self.name, self.code)


def upwards(orgs: Mapping[str, Org], id: str) -> Iterator[Org]:
    """An organisation and those above it, each once."""
    seen: set[str] = set()
    while id in orgs and id not in seen:
        seen.add(id)
        yield orgs[id]
        id = orgs[id].parent


def school_of(orgs: Mapping[str, Org], id: str) -> str:
    """The school an organisation belongs to; where none stands above it, it is its own."""
    return next((org.id for org in upwards(orgs, id) if org.is_school), id)


def above_schools(orgs: Mapping[str, Org]) -> set[str]:
    """The organisations that stand above schools and are none: districts, trusts, and whatever a
    school names as its parent. Where the files have no school at all, none does."""
    schools = [org for org in orgs.values() if org.is_school]
    if not schools:
        return set()
    parents = {org.id for school in schools for org in upwards(orgs, school.id)}
    kinds = {org.id for org in orgs.values() if _plain(org.type) in ABOVE_TYPES}
    return {id for id in parents | kinds if not orgs[id].is_school}


def _plain(word: str) -> str:
    return "".join(c for c in word.casefold() if c.isalnum())


def is_below(orgs: Mapping[str, Org], id: str, other: str) -> bool:
    """Whether an organisation is `other` or stands under it."""
    return any(org.id == other for org in upwards(orgs, id))


def in_circles(orgs: Mapping[str, Org]) -> list[str]:
    """The organisations that are, through others, their own parent."""
    return [id for id in orgs if _comes_back(orgs, id)]


def _comes_back(orgs: Mapping[str, Org], id: str) -> bool:
    return any(org.parent == id for org in upwards(orgs, id))
