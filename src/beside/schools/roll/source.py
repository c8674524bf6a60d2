"""The seam for other systems: whatever yields a roll stands behind the same plan."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .outcome import Progress, Roll
from .reading import read


class Source(Protocol):
    """A system that knows who is at school: files, or a service such as Wonde."""

    def roll(self, progress: Progress | None = None) -> Roll:
        """Everything it says, as records with its own ids."""
        ...


@dataclass(frozen=True, slots=True)
class Files:
    """A roll from a folder, a zip or one sheet."""

    path: Path
    school_code: str = ""
    school_id: str = ""

    def roll(self, progress: Progress | None = None) -> Roll:
        """Everything the files say (see `read`)."""
        return read(
            self.path,
            school_code=self.school_code,
            school_id=self.school_id,
            progress=progress,
        )
