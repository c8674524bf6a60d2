"""The roll: who is at school, read out of any file a school has, and planned before it changes.

`read` gives a `Roll`, `plan` compares it with what is stored, `export_oneroster` writes it out.
Other systems join by yielding a `Roll` themselves (`Source`).
"""

from . import sheet
from .draft import Snapshot
from .exporting import export_oneroster
from .outcome import KINDS, Fault, FileRead, Note, Refused, Rejected, Roll
from .planned import Change, Held, Plan, exit_code
from .planning import fingerprint, only_some, plan
from .reading import read
from .source import Files, Source
from .templates import templates

__all__ = [
    "KINDS",
    "Change",
    "Fault",
    "FileRead",
    "Files",
    "Held",
    "Note",
    "Plan",
    "Refused",
    "Rejected",
    "Roll",
    "Snapshot",
    "Source",
    "exit_code",
    "export_oneroster",
    "fingerprint",
    "only_some",
    "plan",
    "read",
    "sheet",
    "templates",
]
