"""How long each text of a record may be: what the database has room for.

A test holds this table against the models, so that nothing is read that cannot be kept.
"""

from typing import Any

ID, OWN_ID = 300, 700
LIMITS: dict[str, dict[str, int]] = {
    "school": {"id": ID, "name": 200, "code": 200},
    "term": {"id": ID, "title": 200, "type": 40},
    "course": {"id": ID, "title": 200, "code": 200},
    "group": {"id": ID, "name": 200, "kind": 20, "course": 200, "year_group": 40},
    "person": {
        "id": ID,
        "given_name": 200,
        "family_name": 200,
        "preferred_name": 200,
        "username": 200,
        "email": 254,
    },
    "enrolment": {"id": OWN_ID, "year_group": 40, "previous_school": 200, "admission_number": 200},
    "post": {"id": OWN_ID, "kind": 20, "title": 200, "year_group": 40, "organisation": 200},
    "membership": {"id": OWN_ID, "role": 20},
    "family_link": {"id": OWN_ID, "relation": 100},
}


def too_long(kind: str, record: Any) -> str | None:
    """The field of a record that is longer than the database has room for, if there is one."""
    for name, most in LIMITS[kind].items():
        if len(getattr(record, name)) > most:
            return name
    return None
