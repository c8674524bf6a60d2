"""A promise cannot be changed once anybody has begun to answer; the database holds it too."""

import uuid

from django.db import connection


def begun(round_id: uuid.UUID) -> bool:
    """Whether anybody has begun to answer a round."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ties_begun(%s)", [round_id])
        return cursor.fetchone()[0]
