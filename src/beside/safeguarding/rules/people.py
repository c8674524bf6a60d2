"""Who may be picked for a talk, and whom a line of words names: plain values in, codes out."""

import difflib
import re
import unicodedata
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

TRAINING_LASTS = timedelta(days=365)
TITLES = ["mr", "mrs", "ms", "miss", "mx", "dr", "sir", "madam", "father", "sister", "rev"]
# A near miss of a family name is asked about, and never taken for it.
CLOSE = 0.75


@dataclass(frozen=True)
class Facts:
    """What is known of an adult whom a pupil might pick."""

    on_staff: bool = True
    employed: bool = True
    checked_on: date | None = None
    trained_on: date | None = None
    said_yes: bool = True
    relative: bool = False
    apart: bool = False
    in_a_case: bool = False
    away: bool = False


def why_not(facts: Facts, today: date) -> str:
    """Why an adult cannot be picked today, as a code; nothing where they can."""
    reasons = {
        "not_staff": not facts.on_staff,
        "not_employed": not facts.employed,
        "not_checked": facts.checked_on is None or facts.checked_on > today,
        "not_trained": not is_trained(facts.trained_on, today),
        "not_asked": not facts.said_yes,
        "not_available": facts.relative or facts.apart or facts.in_a_case,
        "away": facts.away,
    }
    return next((code for code, holds in reasons.items() if holds), "")


# Who is not on the list at all, whoever asks; the others stand there in grey.
NEVER_SHOWN = frozenset({"not_staff", "not_employed", "not_checked", "not_trained", "not_asked"})


def is_trained(trained_on: date | None, today: date) -> bool:
    """Whether the training of an adult is not older than a year, and not to come."""
    return trained_on is not None and trained_on <= today < trained_on + TRAINING_LASTS


@dataclass(frozen=True)
class Adult:
    """An adult of a school by the parts of their name."""

    id: uuid.UUID
    given: str
    family: str
    preferred: str = ""


@dataclass(frozen=True)
class Named:
    """Whom a line names, and which parts of it name nobody who works or helps at the school."""

    found: frozenset[uuid.UUID]
    unknown: tuple[str, ...]


def named_in_line(line: str, adults: Sequence[Adult]) -> Named:
    """Whom a line such as “Ms Shah, and Mr Bell” names; every bearer of a name is meant."""
    found: set[uuid.UUID] = set()
    unknown = []
    for part in _parts(line):
        these = {each.id for each in adults if _is_meant(part, each)}
        found |= these
        if not these:
            unknown.append(part)
    return Named(frozenset(found), tuple(unknown))


def _parts(line: str) -> list[str]:
    parts = re.split(r"[,;/&\n]|\b(?:and|or)\b", line)
    return [part.strip(" .!?“”\"'") for part in parts if part.strip(" .!?“”\"'")]


def _is_meant(part: str, adult: Adult) -> bool:
    words = [word for word in folded(part).split() if word not in TITLES]
    firsts = {folded(adult.given), folded(adult.preferred)} - {""}
    family = folded(adult.family).split()
    if not words or not (family or firsts):
        return False
    rest = words[1:] if words[0] in firsts and len(words) > 1 else words
    if family and _ends_alike(rest, family):
        return True
    return " ".join(words) in firsts


def _ends_alike(words: list[str], family: list[str]) -> bool:
    return words == family or (len(family) > 1 and words == family[-1:])


def named_in_text(text: str, adults: Sequence[Adult]) -> frozenset[uuid.UUID]:
    """The adults whose family name stands in a text: with a capital letter, or after a title.

    Whoever is named only by a common word (“the bell rang”) is not meant.
    """
    return frozenset(each.id for each in adults if each.family and _stands_in(text, each))


def _stands_in(text: str, adult: Adult) -> bool:
    family = re.escape(_plain(adult.family))
    plain = _plain(text)
    titled = rf"(?i)\b(?:{'|'.join(TITLES)})\.?\s+(?:\w+\s+)?{family}\b"
    capital = rf"(?<!\w){family}(?!\w)"
    first = re.escape(_plain(adult.preferred or adult.given))
    whole = rf"(?i)\b{first}\s+{family}\b" if first else r"(?!)"
    return any(re.search(pattern, plain) for pattern in (titled, capital, whole))


def alike(part: str, adults: Iterable[Adult]) -> list[Adult]:
    """Adults whose family name is nearly what was written, closest first."""
    words = [word for word in folded(part).split() if word not in TITLES]
    if not words:
        return []
    by_name: dict[str, list[Adult]] = {}
    for each in adults:
        by_name.setdefault(folded(each.family), []).append(each)
    close = difflib.get_close_matches(words[-1], [name for name in by_name if name], 5, CLOSE)
    return [each for name in close for each in by_name[name]]


def folded(words: str) -> str:
    """Words without accents, case or points, for comparing names."""
    return " ".join(re.sub(r"[^\w\s'-]", " ", _plain(words)).casefold().split())


def _plain(words: str) -> str:
    apart = unicodedata.normalize("NFKD", words.replace("’", "'"))
    return "".join(each for each in apart if not unicodedata.combining(each))
