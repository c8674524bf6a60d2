"""Talks go when their time is over, by the keeper alone, and never while a hold stands."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from beside.access.actor import Actor, role
from beside.recognition.models import ThankYou
from beside.rights import Role
from beside.safeguarding import keeping
from beside.safeguarding.actions import clearing, leavers, talks
from beside.safeguarding.models import Concern, ConcernEntry, Hold, Talk, TalkEntry, ToPupil
from beside.safeguarding.queries import clearing as counted
from tests.access.rows import write_as_owner
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


def cleared(day) -> dict[str, int]:
    """What is removed on a day, by its kind."""
    by = Actor(None, day)
    act(None, day)
    with role(Role.KEEPER):
        return {kind: count for kind, count in clearing.clear(by=by).items() if count}


def test_a_year_after_leaving_nothing_is_left_of_it_not_even_in_the_record_of_changes():
    school = School()
    closed(school)
    assert cleared(TODAY + 3 * A_YEAR) == {}
    leaves(school)
    assert cleared(TODAY + A_YEAR - timedelta(days=1)) == {}
    assert cleared(TODAY + A_YEAR) == {"talk_to_lead": 1}
    assert cleared(TODAY + A_YEAR) == {}
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
    assert cleared(TODAY + 5 * A_YEAR) == {}


def test_nobody_else_removes_anything():
    school = School()
    closed(school)
    act(school.lead)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT safeguarding_remove('talk_to_lead')")


# A row of each kind that clears, and the day on which it goes: another kind needs its row here.
FIFTY_YEARS = date(TODAY.year + 50, TODAY.month, TODAY.day)
NEXT_YEAR = date(TODAY.year + 1, TODAY.month, TODAY.day)


def a_concern(school: School, route: str, kind: str = "closed") -> Concern:
    file = _file(school, Concern, route, writer_id=school.tom.pk, receipt=route, words=WORDS)
    _add(school, ConcernEntry, kind, NOW, concern=file)
    return file


def a_talk(school: School, route: str) -> Talk:
    file = _file(school, Talk, route, closed_at=NOW, outcome="nothing", about_adult=route != "lead")
    _add(school, TalkEntry, "closed", NOW, talk=file, shown_at=NOW)
    return file


def _add(school: School, model, kind: str, at, **file) -> None:
    (lies_in,) = (each for each in file.values() if hasattr(each, "scope_id"))
    entry = model(**file, scope_id=lies_in.scope_id, pupil_id=school.pupil.pk, kind=kind, at=at)
    entry.writer_id = school.head.pk
    write_as_owner(model, [entry])


def _file(school: School, model, route: str, **more):
    file = model(school=school.school, pupil_id=school.pupil.pk, route=route, at=NOW, **more)
    file.scope_id = uuid.uuid4()
    write_as_owner(model, [file])
    return file


def words_taken_back(school: School) -> None:
    two = {"pupil_id": school.pupil.pk, "writer_id": school.ann.pk}
    row = ToPupil(school=school.school, kind="note", about=uuid.uuid4(), words=WORDS, at=NOW, **two)
    row.past = list(two.values())
    write_as_owner(ToPupil, [row])
    act(school.ann)
    ToPupil.objects.filter(pk=row.pk).update(status="withdrawn", withdrawn_at=NOW)


def thanks_taken_back(school: School) -> None:
    row = ThankYou(school=school.school, pupil_id=school.pupil.pk, adult_id=school.ann.pk, at=NOW)
    row.words, row.status, row.taken_back_at = WORDS, ThankYou.TAKEN_BACK, NOW
    write_as_owner(ThankYou, [row])


MADE = {
    "case_to_head": (lambda school: a_concern(school, "head"), FIFTY_YEARS),
    "case_to_chair": (lambda school: a_concern(school, "chair"), FIFTY_YEARS),
    "talk_to_head": (lambda school: a_talk(school, "head"), FIFTY_YEARS),
    "talk_to_chair": (lambda school: a_talk(school, "chair"), FIFTY_YEARS),
    "talk_to_lead": (lambda school: (a_talk(school, "lead"), leaves(school)), TODAY + A_YEAR),
    "to_pupil_withdrawn": (words_taken_back, NEXT_YEAR),
    "thank_you_taken_back": (thanks_taken_back, NEXT_YEAR),
}


def test_a_case_is_counted_from_its_last_entry_and_never_goes_while_it_is_open():
    school = School()
    an_open = a_concern(school, "chair", kind="note")
    case = a_concern(school, "head")
    _add(school, ConcernEntry, "note", NOW + 9 * A_YEAR, concern=case)
    last = date(TODAY.year + 59, TODAY.month, TODAY.day) - timedelta(days=3)
    assert cleared(last - timedelta(days=30)) == {}
    assert cleared(last + timedelta(days=30)) == {"case_to_head": 1}
    assert cleared(last + 50 * A_YEAR) == {}
    with role(Role.KEEPER):
        assert Concern.objects.get() == an_open


def _kinds() -> list[str]:
    found = {(each.line.kind, each.table) for each in keeping.cleared()}
    return sorted(kind for kind, _table in found)


@pytest.mark.parametrize("kind", _kinds())
def test_every_kind_goes_on_its_day_and_a_hold_stops_it(kind):
    school = School()
    make, day = MADE[kind]
    make(school)
    by = act(school.lead)
    leavers.hold(by=by, school=school.school, pupil=school.pupil.pk, reason="a court", at=NOW)
    assert cleared(day + A_YEAR) == {}
    leavers.lift(by=act(school.lead), hold=Hold.objects.get(), at=NOW)
    assert cleared(day - timedelta(days=1)) == {}
    assert cleared(day) == {kind: 1}
    ((what, count),) = counted.lately(day)
    assert count == 1 and "concern" not in what.casefold()
    assert counted.lately(day + timedelta(days=30)) == []
