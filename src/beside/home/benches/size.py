"""How large the measured school is, for a number of pupils."""

from dataclasses import dataclass

LARGEST = 2300
STAFF, CARERS, PLACES, ANSWERS = 150, 4000, 40_000, 60_000
YEARS = ("7", "8", "9", "10", "11")
TUTOR_GROUP = 29


@dataclass(frozen=True, slots=True)
class Size:
    """A school with this many pupils; all else is in the proportion of the largest budgeted."""

    pupils: int = LARGEST

    def share(self, of_largest: int) -> int:
        """What `of_largest` comes to at this size, at least one."""
        return max(1, of_largest * self.pupils // LARGEST)

    @property
    def staff(self) -> int:
        return max(12, self.share(STAFF))

    @property
    def tutor_groups(self) -> int:
        return max(len(YEARS), self.pupils // TUTOR_GROUP // len(YEARS) * len(YEARS))

    @property
    def clubs(self) -> int:
        return max(4, self.share(40))

    @property
    def teaching_groups(self) -> int:
        return max(20, self.share(220))
