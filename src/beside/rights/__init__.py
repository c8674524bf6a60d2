"""What rights are made of: bases, verbs, conditions, and the lines in which each app writes them.

Every app says in its own `permissions.py`, one line for each kind of record, who may read, create
and change it. Nothing here knows Django or an app, so whatever reads the lines (both locks, the
tests, the manual, the words under "who can see this") starts from the same plain values.
"""

from beside.rights.book import Book
from beside.rights.lines import Keep, Line, Look, Said, Since, Table, on
from beside.rights.words import Basis, Role, Verb, When

__all__ = [
    "Basis",
    "Book",
    "Keep",
    "Line",
    "Look",
    "Role",
    "Said",
    "Since",
    "Table",
    "Verb",
    "When",
    "on",
]
