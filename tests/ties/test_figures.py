"""Kept figures: true to the states, safe, and read by nobody but whom they are for."""

import pytest
from django.db import connection
from django.urls import reverse

from beside.access.actor import role
from beside.rights import Role
from beside.ties import jobs
from beside.ties.actions import figures
from beside.ties.models import Figure, Round
from tests.factories import NOW, OPERATOR, Small, act, sign_in

pytestmark = pytest.mark.django_db


class Years:
    """Two years of twenty: of each some are known to an adult, the rest to none or not heard."""

    def __init__(self, known=(12, 13), staff_asked=True):
        self.made = made = Small()
        self.head = made.adult("Miriam Bell", "head")
        self.federation_lead = made.adult("Folake Adeyemi", "federation_lead")
        self.teacher = made.adult("Ann Okafor")
        self.pupils = {
            year: [made.pupil(f"P {year} {n}", year) for n in range(20)] for year in ("8", "9")
        }
        made.settle()
        self.round = made.round("Autumn", questions=["adult", "staff_knows"])
        made.asked(self.round, self.teacher, "staff_knows")
        for year, count in zip(("8", "9"), known, strict=True):
            for pupil in self.pupils[year][:count]:
                made.names(self.round, self.teacher, pupil, "staff_knows")
        made.reckon(self.round)

    def keep(self) -> None:
        jobs.keep_all(OPERATOR)

    def seen(self, person) -> dict:
        found = Figure.objects.visible_to(act(person)).filter(need="adult")
        return {f.cohort: (f.numerator, f.denominator, f.not_known) for f in found}


def test_figures_are_rounded_and_say_what_is_not_known():
    years = Years()
    years.keep()
    assert years.seen(years.head) == {
        "": (25, 40, None),
        "8": (10, 20, None),
        "9": (15, 20, None),
    }
    assert years.seen(years.federation_lead) == {"": (25, 40, None)}


def test_nobody_else_reads_a_figure():
    years = Years()
    years.keep()
    for other in (years.teacher, years.pupils["9"][0]):
        assert years.seen(other) == {}
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ties_figure")
            assert cursor.fetchone() == (0,)


def test_neither_reader_sees_the_figures_of_the_other():
    """Two thresholds for one school, subtracted, would give away what each keeps back."""
    years = Years()
    years.keep()
    scopes = {}
    for reader in (years.head, years.federation_lead):
        act(reader)
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT scope_id FROM ties_figure")
            scopes[reader] = {row[0] for row in cursor.fetchall()}
    assert all(len(each) == 1 for each in scopes.values())
    assert not scopes[years.head] & scopes[years.federation_lead]


def test_a_few_are_kept_back_and_what_would_give_them_away():
    years = Years(known=(2, 10))
    years.keep()
    seen = years.seen(years.head)
    assert seen["8"][0] is None
    assert seen["9"][0] is None or seen[""][0] is None
    hints = Figure.objects.visible_to(act(years.head)).filter(need="adult", cohort="8")
    assert hints.get().hint == "few"


def test_kept_twice_is_kept_once_and_new_answers_are_kept_anew():
    years = Years()
    years.keep()
    with role(Role.RECKONER):
        first = dict(Figure.objects.values_list("pk", "reckoned_at"))
    years.keep()
    with role(Role.RECKONER):
        assert dict(Figure.objects.values_list("pk", "reckoned_at")) == first
        figures.keep_figures(by=OPERATOR, round_=years.round, now=NOW)
        assert set(Figure.objects.values_list("pk", flat=True)) == set(first)


def test_an_open_round_has_no_figures():
    years = Years()
    with role(Role.ROLL):
        Round.objects.update(status="open")
    years.keep()
    assert years.seen(years.head) == {}


def test_the_pages_say_it_in_words(client):
    years = Years()
    years.keep()
    sign_in(client, years.head)
    page = client.get(reverse("governors", args=[years.made.school.pk])).text
    assert "About 25 of 40 pupils have an adult at school" in page
    assert "15 of 20" in page
    sign_in(client, years.federation_lead)
    page = client.get(reverse("federation")).text
    assert "25 of 40" in page
    assert "15 of 20" not in page
    assert client.get(reverse("governors", args=[years.made.school.pk])).status_code == 404
