"""The office changes pupils by hand: kept, planned, applied on its day, taken back before."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from beside.access.actor import role
from beside.rights import Role
from beside.schools import jobs
from beside.schools.due import due
from beside.schools.models import Enrolment, Group, Membership, RollImport
from tests.factories import NOW, TODAY, Small, act, sign_in

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def hill(monkeypatch) -> Small:
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())
    made = Small()
    made.nine_a, made.nine_b = made.group("9A"), made.group("9B")
    with role(Role.ROLL):
        Group.objects.update(year_group="9")
    made.isla = made.pupil("Isla Reed", "9", made.nine_a)
    made.member(made.isla, made.nine_a)
    for number in range(20):
        made.pupil(f"Pupil{number} Reed", "8")
    made.kaur, made.okafor = made.adult("Simran Kaur", "office"), made.adult("Ify Okafor")
    made.shah = made.adult("Nadia Shah", "safeguarding_lead")
    return made.settle()


def signed_in(person) -> Client:
    client = Client()
    sign_in(client, person)
    return client


@pytest.fixture
def office(hill):
    return signed_in(hill.kaur)


def change(client, hill, what: str, **values):
    return client.post(reverse("roll_change", args=[hill.isla.pk, what]), values)


def work(on=TODAY) -> RollImport:
    """What the worker does with the newest change."""
    with role(Role.ROLL):
        newest = RollImport.objects.latest("at")
    jobs.plan_import(import_id=str(newest.pk))
    with role(Role.ROLL):
        newest.refresh_from_db()
    if newest.status == RollImport.Status.APPLYING:
        jobs.apply_import(import_id=str(newest.pk), accept=[])
        with role(Role.ROLL):
            newest.refresh_from_db()
    return newest


def isla(hill) -> Enrolment:
    with role(Role.ROLL):
        return Enrolment.objects.select_related("tutor_group").get(person=hill.isla)


def test_a_pupil_moves_today(office, hill):
    assert change(office, hill, "move", group=hill.nine_b.pk, day=TODAY).status_code == 302
    assert work().status == RollImport.Status.APPLIED
    assert isla(hill).tutor_group == hill.nine_b
    with role(Role.ROLL):
        old, new = Membership.objects.filter(person=hill.isla).order_by("group__name")
    assert (old.group, old.ends) == (hill.nine_a, TODAY)
    assert (new.group, new.ends) == (hill.nine_b, None)


def test_a_move_to_come_waits_for_its_day_and_can_be_taken_back(office, hill):
    change(office, hill, "move", group=hill.nine_b.pk, day=TOMORROW)
    waiting = work()
    assert (waiting.status, isla(hill).tutor_group) == (RollImport.Status.PLANNED, hill.nine_a)
    page = office.get(reverse("roll_pupil", args=[hill.isla.pk])).content.decode()
    assert "Take it back" in page and "Wednesday 25 November" in page
    office.post(reverse("roll_cancel", args=[waiting.pk]))
    with role(Role.ROLL):
        waiting.refresh_from_db()
    assert waiting.status == RollImport.Status.CANCELLED


def test_on_its_day_a_change_is_applied_by_itself(office, hill, monkeypatch):
    change(office, hill, "move", group=hill.nine_b.pk, day=TOMORROW)
    work()
    monkeypatch.setenv("BESIDE_NOW", (NOW + timedelta(days=1)).isoformat())
    jobs.apply_due_changes(timestamp=0)
    with role(Role.ROLL):
        waiting = RollImport.objects.get()
    assert waiting.status == RollImport.Status.APPLYING
    jobs.apply_import(import_id=str(waiting.pk), accept=[])
    assert isla(hill).tutor_group == hill.nine_b


def test_the_page_of_a_pupil_names_their_tutor_of_today(office, hill):
    hill.member(hill.okafor, hill.nine_a, "tutor")
    hill.member(hill.shah, hill.nine_a, "tutor", starts=TODAY - timedelta(9), ends=TODAY)
    hill.settle()
    page = office.get(reverse("roll_pupil", args=[hill.isla.pk])).content.decode()
    assert "9A, Ify Okafor" in page and "Nadia Shah" not in page


def test_two_presses_make_one_change(office, hill):
    for _press in range(2):
        change(office, hill, "move", group=hill.nine_b.pk, day=TOMORROW)
    with role(Role.ROLL):
        assert RollImport.objects.count() == 1


def test_who_leaves_is_on_the_roll_until_the_last_day(office, hill):
    change(office, hill, "leave", day=TOMORROW, reason="moved", destination="Mill School")
    assert work().status == RollImport.Status.APPLIED
    left = isla(hill)
    assert left.ends == TOMORROW + timedelta(days=1)
    assert (left.leaving_reason, left.destination) == ("moved", "Mill School")
    assert "leaves Wed 25 Nov" in office.get(reverse("roll_pupils")).content.decode()


@pytest.mark.parametrize(("destination", "told"), [("", True), ("Mill School", False)])
def test_where_no_new_school_is_known_lead_and_office_are_told(office, hill, destination, told):
    change(office, hill, "leave", day=TODAY, reason="moved", destination=destination)
    work()
    for adult in (hill.kaur, hill.shah):
        act(adult)
        owed = [
            each for each in due(by_day=TOMORROW, owners=[adult.pk]) if each.kind == "destination"
        ]
        assert [each.pupil for each in owed] == ([hill.isla.pk] if told else [])


def test_a_name_is_put_right_and_nothing_else(office, hill):
    change(office, hill, "rename", given_name="Islay", family_name="Reed", preferred_name="")
    done = work()
    assert [(c["id"], c["field"], c["new"]) for c in done.plan["changes"]] == [
        ("Isla Reed", "given_name", "Islay")
    ]


def test_somebody_joins(office, hill):
    values = {"given_name": "Amara", "group": hill.nine_a.source_id, "starts": TOMORROW}
    office.post(reverse("roll_join"), values)
    assert work().status == RollImport.Status.APPLIED
    with role(Role.ROLL):
        new = Enrolment.objects.get(person__given_name="Amara")
    assert (new.year_group, new.tutor_group, new.starts) == ("9", hill.nine_a, TOMORROW)
    assert "joins Wed 25 Nov" in office.get(reverse("roll_pupils")).content.decode()


def test_a_school_goes_up_a_year(office, hill):
    values = {"year-8": "9", "year-9": "leave", "day": TODAY}
    response = office.post(reverse("roll_next_year"), values)
    done = work()
    assert response.url == reverse("roll_plan", args=[done.pk])
    with role(Role.ROLL):
        assert Enrolment.objects.filter(year_group="9", ends=None).count() == 20
    assert (isla(hill).ends, isla(hill).leaving_reason) == (TODAY, "finished")


@pytest.mark.parametrize(
    ("what", "values", "said"),
    [
        ("move", {"group": "", "day": TODAY}, "This field is required"),
        ("leave", {"day": "", "reason": "moved"}, "This field is required"),
        ("leave", {"day": TODAY, "reason": "eaten"}, "Select a valid choice"),
        ("rename", {"given_name": "", "family_name": ""}, "Write a first name or a family name."),
    ],
)
def test_what_is_not_understood_is_said_at_its_form(office, hill, what, values, said):
    response = change(office, hill, what, **values)
    assert response.status_code == 422
    assert said in response.content.decode()
    with role(Role.ROLL):
        assert not RollImport.objects.exists()


def test_a_name_is_found_without_standing_in_an_address(office, hill):
    found = office.post(reverse("roll_pupils"), {"name": "isl"}).content.decode()
    assert "Isla Reed" in found and "Pupil1 Reed" not in found
    assert (
        "Isla Reed" not in office.get(reverse("roll_pupils") + "?name=zzz&year=8").content.decode()
    )


@pytest.mark.parametrize("who", ["okafor", "shah"])
def test_nobody_else_has_these_pages(hill, who):
    client = signed_in(getattr(hill, who))
    for name, args in (
        ("roll_pupils", []),
        ("roll_pupil", [hill.isla.pk]),
        ("roll_join", []),
        ("roll_next_year", []),
    ):
        assert client.get(reverse(name, args=args)).status_code == 404
    assert change(client, hill, "leave", day=TODAY, reason="moved").status_code == 404


def test_the_office_of_another_school_does_not_reach_a_pupil(hill):
    other = Small("Mill School", hill.federation)
    kaur = other.adult("Other Office", "office")
    other.settle()
    assert change(signed_in(kaur), hill, "leave", day=TODAY, reason="moved").status_code == 404
