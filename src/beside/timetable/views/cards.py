"""Sessions on the page on which pupils choose, each drawn once for all who see it alike."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from beside.timetable.leading import Peer
from beside.timetable.models import Period
from beside.timetable.models.cycle import Purpose
from beside.timetable.queries.cycles import Offered
from beside.timetable.queries.lists import Listed

KEPT = 8192


class Card(NamedTuple):
    """Everything that a card shows: nothing else may be on it, for it is kept by what it shows."""

    key: str
    title: str
    leader: str
    location: str
    seats: int
    after: str
    purposes: tuple[str, ...]
    day: str
    rank: int | None
    waits: bool
    peer: Peer | None
    is_open: bool
    pressed: bool
    language: str


class Row(NamedTuple):
    """Everything that a row of a pupil's list shows, and nothing else."""

    key: str
    title: str
    when: str
    leader: str
    purpose: str
    rank: int
    is_last: bool
    is_cancelled: bool
    is_open: bool
    language: str


def rows(listed: Collection[Listed], *, is_open: bool) -> list[SafeString]:
    """The rows of a list in its order."""
    return [
        _row(
            Row(
                str(each.session.pk),
                each.session.title,
                _when(each.session.period),
                each.leader,
                each.purpose,
                each.rank,
                each.rank == len(listed),
                each.session.cancelled_at is not None,
                is_open,
                get_language() or "",
            )
        )
        for each in listed
    ]


def cards(
    offered: Collection[Offered], ranks: Mapping, *, is_open: bool, pressed: bool
) -> list[SafeString]:
    """The cards of these sessions in their order; `ranks` are those on the pupil's list, by id."""
    days = {each.session.period_id: _day(each.session.period) for each in offered}
    language = get_language() or ""
    return [
        _card(
            Card(
                str(each.session.pk),
                each.session.title,
                each.leader,
                each.session.location,
                each.session.seats,
                each.session.after,
                tuple(each.session.purposes),
                days[each.session.period_id],
                ranks.get(each.session.pk),
                each.waits,
                each.peer,
                is_open,
                pressed,
                language,
            )
        )
        for each in offered
    ]


def by_day(
    periods: Collection[Period],
    offered: Collection[Offered],
    ranks: Mapping,
    *,
    is_open: bool,
) -> list[dict]:
    """Every period with its cards; one in which nothing is offered, too."""
    found = {each.pk: {"period": each, "cards": []} for each in periods}
    drawn = cards(offered, ranks, is_open=is_open, pressed=False)
    for each, card in zip(offered, drawn, strict=True):
        found[each.session.period_id]["cards"].append(card)
    return list(found.values())


def _day(period: Period) -> str:
    return date_format(timezone.localtime(period.starts_at), "l")


def _when(period: Period) -> str:
    return date_format(timezone.localtime(period.starts_at), "D j M, H:i")


@lru_cache(maxsize=KEPT)
def _row(row: Row) -> SafeString:
    return render_to_string("timetable/row.html", row._asdict() | {"purposes": Purpose.choices})


@lru_cache(maxsize=KEPT)
def _card(card: Card) -> SafeString:
    words = [words for value, words in Purpose.choices if value in card.purposes]
    return render_to_string("timetable/card.html", card._asdict() | {"purposes": words})
