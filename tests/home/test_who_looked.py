import pytest
from django.urls import reverse

from beside.audit.actions import record_seen
from tests.factories import Small, act, sign_in

pytestmark = pytest.mark.django_db


def test_pupil_reads_who_looked_but_never_that_a_concern_was_opened(client):
    made = Small()
    pupil = made.pupil("Isla Young")
    tutor = made.adult("Joan Reid", "head_of_year", "9")
    lead = made.adult("Nadia Shah", "safeguarding_lead")
    made.settle()
    record_seen(by=act(tutor).subject_id, pupils=[pupil.pk], what="pupil")
    record_seen(by=act(lead).subject_id, pupils=[pupil.pk], what="concern")
    sign_in(client, pupil)
    page = client.get(reverse("who_looked")).content.decode()
    assert "Joan Reid" in page
    assert "Nadia Shah" not in page
