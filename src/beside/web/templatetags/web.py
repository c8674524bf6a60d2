"""What the components of a page ask for: states drawn and named, and initials."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from babel.dates import format_date
from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, to_locale

from beside.web import rings, states

register = template.Library()
register.filter("initials", states.initials)
register.filter("plot", states.plot)


@register.simple_tag
@cache
def icons() -> str:
    """Where the icons are, worked out once: a page shows dozens."""
    return static("dist/icons.svg")


@register.filter
def drawn(plot: states.Plot) -> SafeString:
    """The squares of a plot as SVG; whole, as a school has too many for a template's loop."""
    uses = (f'<use href="#{s.tone}" x="{s.x}" y="{s.y}"/>' for s in plot.squares)
    return mark_safe("".join(uses))  # noqa: S308  tones and numbers of our own


@register.filter
def tone(state: str) -> str:
    return states.LOOKS[state].tone


@register.filter
def year_words(year_group: str) -> str:
    """How a year group is spoken of: "Year 9", "Reception", or that there is none yet."""
    if not year_group:
        return gettext("No year group yet")
    return gettext("Year %s") % year_group if year_group[0].isdigit() else year_group


@register.filter
def years_words(year_groups: Iterable[str]) -> str:
    return ", ".join(year_words(each) for each in year_groups)


@register.filter
def state_words(state: str) -> str:
    return gettext(states.LOOKS[state].words)


@register.filter
def kind_words(kind: str) -> str:
    return gettext(rings.KINDS[kind].words)


@register.filter
def kind_icon(kind: str) -> str:
    return rings.KINDS[kind].icon


@register.filter
def ring_words(ring: int | str) -> str:
    return gettext(rings.CLOSENESS[int(ring)])


@register.simple_tag
def tiles(lines: Iterable[Any], page: str) -> SafeString:
    """One tile a line of a wall: initials drawn by state, the whole name for who cannot see.

    A line has a `person` with `pk` and `name`, and a `state`; each tile leads to the person's
    `page`. Made whole, as a wall has too many for a template's loop.
    """
    href = reverse(page, args=[ANYBODY])
    words = {state: state_words(state).lower() for state in states.LOOKS}
    drawn = (_tile(line, href, words[line.state]) for line in lines)
    return mark_safe("".join(drawn))  # noqa: S308  names are escaped, all else is our own


def _tile(line: Any, href: str, words: str) -> str:
    name, tone = line.person.name, states.LOOKS[line.state].tone
    to = href.replace(ANYBODY, str(line.person.pk))
    return TILE.format(tone, to, escape(states.initials(name)), escape(name), words)


ANYBODY = str(uuid.UUID(int=0))
TILE = (
    '<li><a class="tile state--{0}" href="{1}" aria-label="{2}: {3}, {4}">'
    '<span class="tile__initials">{2}</span></a></li>'
)


@register.filter
def long_date(day: date) -> str:
    """A day in words, as the language of the page writes it: "4 December 2026"."""
    return format_date(day, "long", locale=to_locale(get_language() or settings.LANGUAGE_CODE))


@register.filter
def at(mapping: Mapping[str, object], key: str) -> object:
    return mapping.get(key, 0)


@register.simple_tag
def key_states(with_names: object = False, shown: Iterable[str] | None = None) -> Iterable[str]:
    """List the states a key shows: those given, or all; with names only where they are open."""
    if shown:
        return shown
    return states.WITH_NAMES if with_names else states.YES_OR_NO
