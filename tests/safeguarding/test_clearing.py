"""Talks go when their time is over, by the keeper alone, and never while a hold stands."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from beside.access.actor import Actor, role
from beside.rights import Role
from beside.safeguarding.actions import clearing, leavers, talks
from beside.safeguarding.models import Talk, TalkEntry
from tests.factories import NOW, TODAY, act
from tests.safeguarding.school import WORDS, School

pytestmark = pytest.mark.django_db
A_YEAR = timedelta(days=365)


def closed(school: School, outcome: str = "nothing") -> Talk:
    sent = school.writes()
    words = "It was about a coat."
    talks.close(by=act(school.ann), talk=sent, outcome=outcome, words=words, at=NOW)
    return sent


def leaves(school: School) -> None:
    with role(Role.ROLL):
        school.pupil.enrolments.update(ends=TODAY)


def cleared(day) -> int:
    by = Actor(None, day)
    act(None, day)
    with role(Role.KEEPER):
        return clearing.clear(by=by)


def test_a_year_after_leaving_nothing_is_left_of_it_not_even_in_the_record_of_changes():
    school = School()
    closed(school)
    assert cleared(TODAY + 3 * A_YEAR) == 0
    leaves(school)
    assert cleared(TODAY + A_YEAR - timedelta(days=1)) == 0
    assert cleared(TODAY + A_YEAR) == 1
    with role(Role.KEEPER):
        assert not Talk.objects.exists()
        assert not TalkEntry.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE beside_owner")
        cursor.execute("SELECT string_agg(new::text, '') FROM audit_change")
        assert WORDS not in (cursor.fetchone()[0] or "")
        cursor.execute("SET LOCAL ROLE beside_app")


@pytest.mark.parametrize("why", ["passed on", "held", "open"])
def test_what_is_kept(why):
    school = School()
    if why == "open":
        school.writes()
    else:
        closed(school, "passed" if why == "passed on" else "nothing")
    if why == "held":
        by = act(school.lead)
        leavers.hold(
            by=by, school=school.school, pupil=school.pupil.pk, reason="a court asks", at=NOW
        )
    leaves(school)
    assert cleared(TODAY + 5 * A_YEAR) == 0


def test_nobody_else_removes_one():
    school = School()
    sent = closed(school)
    act(school.lead)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT safeguarding_remove_talks(%s::uuid[])", [[sent.pk]])
