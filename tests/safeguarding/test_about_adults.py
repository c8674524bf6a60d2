"""A concern about an adult goes past them: who reads what, and that the lead learns nothing."""

import re

import pytest
from django.urls import reverse

from beside.access.refusals import Refusal
from beside.audit.models import Change, Seen
from beside.safeguarding import actions
from beside.safeguarding.models import Concern, ConcernEntry
from beside.safeguarding.queries import concerns as asked
from beside.schools.actions import calendar
from beside.schools.due import due
from tests.factories import NOW, TODAY, act, sign_in
from tests.safeguarding.school import School, minutes

pytestmark = pytest.mark.django_db


def raised(school: School, by, words="He shouted at her.", **about) -> str:
    return actions.raise_concern(
        by=act(by),
        school=school.school,
        pupil=school.pupil.pk,
        words=words,
        at=NOW,
        key=actions.new_key(),
        about=actions.About(**about),
    )


def readers(school: School) -> set[str]:
    people = ("lead", "deputy", "head", "chair", "ann", "tom", "pupil", "other")
    found = set()
    for name in people:
        actor = act(getattr(school, name))
        python, sql = Concern.objects.visible_to(actor).exists(), Concern.objects.exists()
        assert python == sql
        found |= {name} if sql else set()
    return found


def past(*people) -> frozenset:
    return frozenset(each.pk for each in people)


ROUTES = [
    ("about a pupil", {}, "", {"lead", "deputy"}),
    ("about a pupil, not the lead", {"past": "lead"}, "", {"deputy"}),
    ("about a teacher", {"adult": True, "past": "tom"}, "", {"head"}),
    ("about the lead", {"adult": True, "past": "lead"}, "", {"head"}),
    ("about the head", {"adult": True, "past": "head"}, "", {"chair"}),
    ("the head is named in the text alone", {"adult": True}, "Mrs Bell hit him.", {"chair"}),
    ("nobody is named", {"adult": True}, "", {"head"}),
    (
        "small, by the policy as it is",
        {"adult": True, "past": "tom", "low_level": True},
        "",
        {"head"},
    ),
]


@pytest.mark.parametrize(("why", "about", "words", "seen_by"), ROUTES, ids=[r[0] for r in ROUTES])
def test_who_reads_it(why, about, words, seen_by):
    school = School()
    named = past(getattr(school, about["past"])) if "past" in about else frozenset()
    raised(school, school.ann, words or "It worries me.", **(about | {"past": named}))
    assert readers(school) == seen_by


def test_small_ones_go_where_the_policy_says():
    school = School()
    calendar.set_numbers(
        by=act(school.head), school=school.school, numbers={"low_level_to": "lead"}
    )
    raised(school, school.ann, adult=True, past=past(school.tom), low_level=True)
    assert readers(school) == {"lead", "deputy"}


def test_where_head_and_chair_are_named_nothing_is_kept():
    school = School()
    with pytest.raises(actions.NobodyHere):
        raised(school, school.ann, adult=True, past=past(school.head, school.chair))
    assert readers(school) == set()


def test_a_new_lead_reads_what_was_there_and_never_what_goes_past_them():
    school = School()
    raised(school, school.ann)
    raised(school, school.ann, past=past(school.tom))
    act(None)
    school.made.post(school.tom, "safeguarding_lead")
    school.made.settle()
    actor = act(school.tom)
    assert [each.past for each in Concern.objects.visible_to(actor)] == [[]]


def pages(client, who) -> str:
    """Everything the lead can open, with what changes from form to form taken out."""
    sign_in(client, who)
    names = ("home", "concerns", "who_is_there", "talks", "told", "days")
    text = "".join(client.get(reverse(name)).text for name in names)
    secret = r'(csrfmiddlewaretoken" value="|X-CSRFToken": "|data-token=")[\w-]+'
    text = re.sub(secret, "", text)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "id", text)


def known_to_lead(school: School) -> list:
    actor = act(school.lead)
    return [
        asked.rows(actor, school.school, NOW),
        asked.waiting_count(actor, school.school, NOW),
        [(row.what, row.reader) for row in Seen.objects.all()],
        [row.table for row in Change.objects.all()],
        due(by_day=TODAY, owners=[]),
        list(ConcernEntry.objects.all()),
    ]


def test_two_worlds_a_case_about_the_lead_changes_nothing_that_the_lead_can_see(
    client, monkeypatch
):
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())
    quiet, loud = School("One School"), School("One School")
    for school in (quiet, loud):
        assert known_to_lead(school)[1] == 0
    raised(loud, loud.ann, adult=True, past=past(loud.lead))
    loud.writes(about_adult=True, past=past(loud.lead))
    loud.climbs(NOW + minutes(200))
    sign_in(client, loud.head)
    act(loud.head)
    concern = Concern.objects.get()
    assert client.get(reverse("concern", args=[concern.pk])).status_code == 200
    actions.take_on(by=act(loud.head), concern=concern, at=NOW)
    assert known_to_lead(quiet) == known_to_lead(loud)
    mine = pages(client, quiet.lead)
    assert "Nobody has opened these yet" in mine
    assert mine == pages(client, loud.lead)
    sign_in(client, loud.lead)
    for name in ("concern", "chronology"):
        ids = {"concern": concern.pk, "chronology": loud.pupil.pk}
        assert client.get(reverse(name, args=[ids[name]])).status_code == 404


def test_head_takes_it_on_and_closes_it_with_who_was_told():
    school = School()
    raised(school, school.ann, adult=True, past=past(school.tom))
    by = act(school.head)
    concern = Concern.objects.visible_to(by).get()
    actions.mark_read(by=by, concern=concern, at=NOW)
    actions.take_on(by=by, concern=concern, at=NOW)
    close = {"by": by, "concern": concern, "kind": "closed", "words": "Spoken with him.", "at": NOW}
    for outcome in (actions.Outcome(), actions.Outcome(told_whom="His union")):
        with pytest.raises(Refusal):
            actions.add_entry(**close, outcome=outcome)
    actions.add_entry(**close, outcome=actions.Outcome(why_not_told="it was a misunderstanding"))
    kinds = [each.kind for each in ConcernEntry.objects.order_by("at", "kind")]
    assert sorted(kinds) == ["closed", "read", "taken"]


def test_one_that_is_shared_is_read_by_that_colleague_and_no_other_is():
    school = School()
    raised(school, school.ann, "First.")
    raised(school, school.ann, "Second.")
    by = act(school.lead)
    first = Concern.objects.visible_to(by).get(words="First.")
    actions.share(by=by, concern=first, with_person=school.tom.pk, at=NOW)
    actions.share(by=by, concern=first, with_person=school.tom.pk, at=NOW)
    assert ConcernEntry.objects.filter(kind="shared").count() == 1
    actor = act(school.tom)
    assert [each.words for each in Concern.objects.visible_to(actor)] == ["First."]
    assert Concern.objects.count() == 1


def test_nobody_shares_what_is_not_theirs_nor_with_whom_it_goes_past():
    school = School()
    raised(school, school.ann, past=past(school.tom))
    by = act(school.lead)
    concern = Concern.objects.visible_to(by).get()
    with pytest.raises(Refusal):
        actions.share(by=by, concern=concern, with_person=school.tom.pk, at=NOW)
    actions.share(by=act(school.ann), concern=concern, with_person=school.ann.pk, at=NOW)
    assert readers(school) == {"lead", "deputy"}


def test_i_cannot_now_hands_a_concern_to_the_next():
    school = School()
    raised(school, school.ann)
    by = act(school.lead)
    concern = Concern.objects.visible_to(by).get()
    assert actions.hand_on(by=by, concern=concern, at=NOW) == school.deputy.pk
    assert actions.hand_on(by=act(school.deputy), concern=concern, at=NOW) == school.head.pk
    assert "head" in readers(school)


def test_a_concern_that_nobody_reads_climbs_to_the_head():
    school = School()
    raised(school, school.ann)
    told = [people for people, _key in school.climbs(NOW + minutes(60))]
    assert told == [[school.lead.pk, school.deputy.pk]]
    assert readers(school) == {"lead", "deputy"}
    assert [people for people, _ in school.climbs(NOW + minutes(90))] == [[school.head.pk]]
    assert readers(school) == {"lead", "deputy", "head"}
