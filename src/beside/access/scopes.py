"""Names for what a standing covers: each scope is a UUID made from the school's."""

import uuid


def pupils(school_id: uuid.UUID) -> uuid.UUID:
    """All pupils of a school."""
    return uuid.uuid5(school_id, "pupils")


def coming(school_id: uuid.UUID) -> uuid.UUID:
    """Pupils who are to join a school, until their first day; the office prepares for them."""
    return uuid.uuid5(school_id, "coming")


def adults(school_id: uuid.UUID) -> uuid.UUID:
    """All staff and community adults of a school."""
    return uuid.uuid5(school_id, "adults")


def carers(school_id: uuid.UUID) -> uuid.UUID:
    """All parents and carers of a school's pupils."""
    return uuid.uuid5(school_id, "carers")


def year(school_id: uuid.UUID, year_group: str) -> uuid.UUID:
    """All pupils of a year group."""
    return uuid.uuid5(school_id, f"year:{year_group}")


def carers_of_year(school_id: uuid.UUID, year_group: str) -> uuid.UUID:
    """All parents and carers of the pupils of a year group."""
    return uuid.uuid5(school_id, f"carers:{year_group}")


def federation(federation_id: uuid.UUID) -> uuid.UUID:
    """All schools of a federation, as counts: nobody belongs to it."""
    return uuid.uuid5(federation_id, "schools")
