"""Whether the made-up school is here, or may come."""

from beside.schools.models import School


class Loaded(Exception):
    """The made-up school is there already."""


class RealSchool(Exception):
    """There is a real school in this system; the message says what to do."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is in this system, and the made-up school must not stand beside a real one."
            " Set BESIDE_DATA to another folder and try again."
        )


def check_empty() -> None:
    """Raise `RealSchool` where a real school is here, and `Loaded` where the made-up one is."""
    real = School.objects.filter(federation__fictional=False).order_by("name").first()
    if real:
        raise RealSchool(real.name)
    if School.objects.exists():
        raise Loaded
