"""The roll: who is at school, read out of any file a school has, and planned before it changes.

`read` gives a `Roll`, `plan` compares it with what is stored, `export_oneroster` writes it out.
Other systems join by yielding a `Roll` themselves (`Source`).
"""

from . import sheet
from .draft import Snapshot
from .exporting import export_oneroster
from .grants import RULES as RIGHTS
from .grants import Facts
from .letters import said_encoding
from .outcome import KINDS, Fault, FileRead, Note, Refused, Rejected, Roll
from .planned import Change, Held, Plan, Waiting, exit_code, kept_changes
from .planning import fingerprint, only_some, plan
from .reading import read
from .source import Files, Source
from .templates import templates
from .wonde import read_wonde
from .wonde_source import Wonde, WondeFault

__all__ = [
    "KINDS",
    "RIGHTS",
    "Change",
    "Facts",
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
    "Waiting",
    "Wonde",
    "WondeFault",
    "exit_code",
    "export_oneroster",
    "fingerprint",
    "kept_changes",
    "only_some",
    "plan",
    "read",
    "read_wonde",
    "said_encoding",
    "sheet",
    "templates",
]
