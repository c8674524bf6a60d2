"""Instances as plain data: what they are made of, as one JSON object and back."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, TypeVar

I = TypeVar("I")  # noqa: E741


class WrongInstance(ValueError):
    """An instance that names something twice, or something that it does not hold."""


def to_json(instance: Any) -> str:
    """A dataclass of dataclasses as one JSON object."""
    return json.dumps(asdict(instance), separators=(",", ":"))


def from_json(text: str, kind: Callable[..., I], parts: Mapping[str, Callable[..., Any]]) -> I:
    """What `to_json` wrote of a `kind`, whose fields hold so many of such parts.

    Lists become tuples; a part that was not written is as its kind has it, and anything else than
    what was written is refused.
    """
    try:
        plain = json.loads(text)
        made = {
            name: tuple(part(**_frozen(each)) for each in plain[name])
            for name, part in parts.items()
            if name in plain
        }
        return kind(**made)
    except (TypeError, KeyError, json.JSONDecodeError) as error:
        raise WrongInstance(f"This is no instance: {error}") from error


def _frozen(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(v) if isinstance(v, list) else v for name, v in fields.items()}
