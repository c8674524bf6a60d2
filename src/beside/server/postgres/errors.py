"""The one refusal of this package, and how PostgreSQL's own words are put plainly."""


class DatabaseUnavailable(Exception):
    """The database cannot be used now; the message says why and what to do."""


_PLAIN = {
    "No space left on device": "The disk is full. Free some space, then try again.",
    "Disk quota exceeded": "Your disk quota is used up. Free some space, then try again.",
    "could not look up effective user ID": (
        "PostgreSQL needs the current user to have a name on this machine. Add one to "
        "/etc/passwd, or set DATABASE_URL to a PostgreSQL server."
    ),
    "could not map anonymous shared memory": (
        "There is too little memory for the database. Close other programs, then try again."
    ),
    "pre-existing shared memory block": (
        "Parts of an earlier database server are still running. Wait a minute, then try again."
    ),
    "error while loading shared libraries": (
        "This PostgreSQL lacks a library of its own. Set BESIDE_PG_BIN to the bin folder of "
        "another PostgreSQL, 15 or newer."
    ),
}


def explain(words: str, doing: str) -> DatabaseUnavailable:
    """Say in plain English why PostgreSQL failed; words it does not know are passed on.

    `words` is what PostgreSQL said; `doing` completes "PostgreSQL could not ...".
    """
    for phrase, sentence in _PLAIN.items():
        if phrase in words:
            return DatabaseUnavailable(sentence)
    tail = "\n".join(words.strip().splitlines()[-8:])
    return DatabaseUnavailable(f"PostgreSQL could not {doing}. It said:\n{tail}")
