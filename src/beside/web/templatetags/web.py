"""What the components of a page ask for: states drawn and named, and initials."""

from collections.abc import Iterable, Mapping

from django import template
from django.utils.translation import gettext

from beside.web import states

register = template.Library()
register.filter("initials", states.initials)
register.filter("plot", states.plot)


@register.filter
def tone(state: str) -> str:
    return states.LOOKS[state].tone


@register.filter
def state_words(state: str) -> str:
    return gettext(states.LOOKS[state].words)


@register.filter
def at(mapping: Mapping[str, object], key: str) -> object:
    return mapping.get(key, 0)


@register.simple_tag
def key_states(with_names: object = False) -> Iterable[str]:
    """List the states a key shows; with names only where the promise allows them."""
    return states.WITH_NAMES if with_names else states.YES_OR_NO
