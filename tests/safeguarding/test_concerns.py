"""Concerns: written blind, kept once, read by the safeguarding lead alone, never changed."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from beside.safeguarding import actions
from beside.safeguarding.models import Concern, ConcernEntry
from tests.factories import NOW, Small, act, sign_in

pytestmark = pytest.mark.django_db


class School:
    def __init__(self):
        self.made = made = Small()
        self.pupil = made.pupil("Isla Young")
        self.ann = made.adult("Ann Okafor")
        self.lead = made.adult("Nadia Shah", "safeguarding_lead")
        self.head_of_year = made.adult("Joan Reid", "head_of_year", "9")
        self.office = made.adult("Pat Office", "office")
        made.settle()

    def write(self, who, words="Came without a coat again.", key=None):
        return actions.raise_concern(
            by=act(who),
            school=self.made.school,
            pupil=self.pupil.pk,
            words=words,
            at=NOW,
            key=key or actions.new_key(),
        )


@pytest.mark.parametrize("writer", ["ann", "pupil", "head_of_year"])
def test_writer_gets_a_receipt_and_cannot_read_it_back(writer):
    school = School()
    receipt = school.write(getattr(school, writer))
    assert len(receipt) == 8
    for who in ("ann", "pupil", "head_of_year", "office"):
        act(getattr(school, who))
        assert not Concern.objects.exists()
    act(school.lead)
    assert Concern.objects.get().receipt == receipt


def test_double_click_is_kept_once_and_other_words_are_not_lost():
    school, key = School(), actions.new_key()
    assert school.write(school.ann, key=key) == school.write(school.ann, key=key)
    school.write(school.ann, words="And hungry.", key=key)
    act(school.lead)
    assert Concern.objects.count() == 2


def test_nothing_of_it_can_be_changed_or_taken_away():
    school = School()
    school.write(school.ann)
    act(school.lead)
    concern = Concern.objects.get()
    assert Concern.objects.update(words="nothing") == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        concern.delete()
    assert Concern.objects.get().words == "Came without a coat again."


def test_lead_takes_it_on_and_closes_it_with_words():
    school = School()
    school.write(school.ann)
    actor = act(school.lead)
    concern = Concern.objects.get()
    actions.add_entry(by=actor, concern=concern, kind="taken", words="", at=NOW)
    with pytest.raises(actions.Refusal):
        actions.add_entry(by=actor, concern=concern, kind="closed", words=" ", at=NOW)
    actions.add_entry(by=actor, concern=concern, kind="closed", words="Coat found.", at=NOW)
    assert [e.kind for e in ConcernEntry.objects.order_by("kind")] == ["closed", "taken"]
    act(school.ann)
    assert not ConcernEntry.objects.exists()


def test_a_stranger_cannot_write_about_a_pupil_they_do_not_reach():
    school = School()
    other = Small("Other School", school.made.federation)
    stranger = other.adult("Sly Stranger")
    other.settle()
    with pytest.raises(DatabaseError), transaction.atomic():
        school.write(stranger)


def test_pages_send_and_show_to_the_lead_alone(client):
    school = School()
    sign_in(client, school.ann)
    page = client.get(reverse("raise_concern"), {"pupil": school.pupil.pk})
    sent = client.post(
        reverse("raise_concern"),
        {
            "pupil": school.pupil.pk,
            "key": actions.new_key(),
            "words": "Very quiet today.",
            "adult": "no",
        },
    )
    assert page.status_code == 200
    assert "Your receipt is" in sent.text
    assert client.get(reverse("concerns")).status_code == 404
    sign_in(client, school.lead)
    inbox = client.get(reverse("concerns"))
    assert "Isla Young" in inbox.text
    assert "Nobody has taken it on" in inbox.text
    act(school.lead)
    concern = Concern.objects.get()
    client.post(reverse("concern", args=[concern.pk]), {"kind": "taken", "words": ""})
    assert "Nobody has taken it on" not in client.get(reverse("concerns")).text
