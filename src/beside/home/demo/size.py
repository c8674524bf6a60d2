"""How large the made-up federation is."""

from dataclasses import dataclass

YEARS = ("7", "8", "9", "10", "11")
GROUP = 30


@dataclass(frozen=True, slots=True)
class Size:
    """Pupils and staff of Willow Lane, and whether the primary and the special school are there.

    Adults from the community and the federation lead come on top of the staff.
    """

    pupils: int = 1200
    staff: int = 150
    federation: bool = True

    def pupils_in(self, year: str) -> int:
        """Pupils of a year group: an equal share, what is over going to the youngest."""
        share, over = divmod(self.pupils, len(YEARS))
        return share + (YEARS.index(year) < over)

    @property
    def groups(self) -> int:
        """Tutor groups of each year group, of about thirty pupils."""
        return max(2, round(self.pupils / len(YEARS) / GROUP))


FULL = Size()
SMALL = Size(pupils=60, staff=36, federation=False)


def sized(pupils: int) -> Size:
    """A federation whose secondary has this many pupils, with staff in proportion."""
    return Size(pupils, max(SMALL.staff, pupils // 8))
