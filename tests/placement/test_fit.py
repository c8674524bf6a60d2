"""What speaks for somebody: a language two share, and that each named the other."""

import pytest
from django.db import DatabaseError, transaction

from beside.access.actor import role
from beside.access.refusals import Refusal
from beside.placement.models import Run
from beside.rights import Role
from beside.ties import rules
from beside.ties.actions import fit as actions
from beside.ties.doors import speak_alike
from beside.ties.models import Capacity, Gladly, Spoken
from beside.ties.queries import fit
from tests.factories import NOW, act, sign_in
from tests.placement.test_proposals import Seeking

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(monkeypatch) -> Seeking:
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())
    return Seeking(promise="names")


def speak(person, *languages: str) -> None:
    actions.speak(by=act(person), languages=languages)


def glad(school, adult, *pupils, do: str = "add") -> None:
    for pupil in pupils:
        actions.change_gladly(
            by=act(adult), school=school.made.school, do=do, pupil=pupil.pk, now=NOW
        )


def wish(school, pupil, adult) -> None:
    school.made.names(school.round, pupil, adult, "wish")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["polish", " Polish ", "", "English"], ["Polish"]),
        (["Ga", "SOMALI"], ["Ga", "Somali"]),
        ([], []),
    ],
)
def test_languages_are_kept_once_as_they_are_known(typed, kept):
    assert rules.languages(typed, ("Polish", "Somali")) == kept


def test_nobody_reads_which_languages_somebody_speaks(school):
    speak(school.isla, "Polish")
    assert fit.languages(act(school.isla)) == ["Polish"]
    for person in (school.head, school.okafor, school.leo):
        assert not Spoken.objects.visible_to(act(person)).exists()
        assert not Spoken.objects.exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        act(school.leo)
        Spoken.objects.create(person_id=school.amina.pk, languages=["Urdu"])


def test_the_head_of_year_alone_reads_that_two_share_a_language(school):
    speak(school.isla, "Polish", "Urdu")
    speak(school.lund, "urdu")
    people = [school.isla.pk, school.leo.pk], [school.lund.pk, school.okafor.pk, school.isla.pk]
    act(school.head)
    assert speak_alike(*people) == {(school.isla.pk, school.lund.pk): "Urdu"}
    for person in (school.other, school.okafor, school.isla, school.lund):
        act(person)
        assert speak_alike(*people) == {}


def test_who_speaks_the_same_is_proposed_and_it_is_said(client, school):
    with role(Role.ROLL):
        Capacity.objects.create(adult_id=school.okafor.pk, limit=0)
    speak(school.isla, "Ga", "Igbo")
    speak(school.other, "igbo")
    run = school.think(client)
    assert run.allocation[str(school.isla.pk)] == str(school.other.pk)
    assert "They both speak Igbo." in client.get(school.path).text
    speak(school.other)
    assert "They both speak" not in client.get(school.path).text


def test_who_each_named_the_other_are_together_though_a_group_speaks_for_another(client, school):
    assert school.think(client).allocation[str(school.isla.pk)] == str(school.okafor.pk)
    wish(school, school.isla, school.lund)
    wish(school, school.leo, school.lund)
    glad(school, school.lund, school.isla, school.leo)
    run = school.think(client)
    assert run.is_proven
    assert run.allocation[str(school.isla.pk)] == str(school.lund.pk)
    page = client.get(school.path).text
    assert "The pupil would like them." in page and "The adult would gladly." in page
    glad(school, school.lund, school.leo, do="first")
    assert school.think(client).allocation[str(school.leo.pk)] == str(school.lund.pk)


def test_a_list_of_an_adult_is_short_and_in_order(school):
    glad(school, school.okafor, school.isla, school.leo, school.isla, school.amina)
    glad(school, school.okafor, school.amina, school.amina, do="first")
    glad(school, school.okafor, school.isla, school.isla, do="drop")
    names = [each.name for each in fit.gladly(act(school.okafor), school.made.school)]
    assert names == ["Amina Yusuf", "Leo Dunn"]
    glad(school, school.okafor, school.isla)
    more = [school.made.pupil(f"Pupil {n}", group=school.group) for n in "ABC"]
    school.made.settle()
    with pytest.raises(Refusal, match="You can name 5"):
        glad(school, school.okafor, *more)


def test_putting_first_who_is_not_on_the_list_changes_nothing(school):
    glad(school, school.okafor, school.isla)
    glad(school, school.okafor, school.leo, do="first")
    assert [e.name for e in fit.gladly(act(school.okafor), school.made.school)] == ["Isla Bell"]


def test_a_run_about_a_year_is_read_by_its_head_alone(client, school):
    run = school.think(client)
    assert Run.objects.visible_to(act(school.head)).filter(pk=run.pk).exists()
    organiser = school.made.adult("Dana Reid", "organiser")
    school.made.settle()
    for person in (school.other, organiser):
        assert not Run.objects.visible_to(act(person)).filter(pk=run.pk).exists()
        assert not Run.objects.exists()


def test_who_leads_every_year_thinks_for_each(client, school):
    school.head = school.made.adult("Ada Poe", "head_of_year")
    school.made.settle()
    assert school.think(client).allocation
    assert client.get(school.path).status_code == 200


def test_only_the_adult_and_the_head_of_year_read_it(school):
    glad(school, school.okafor, school.isla)
    for person in (school.okafor, school.head):
        assert Gladly.objects.visible_to(act(person)).count() == 1
    for person in (school.isla, school.lund, school.other, school.leo, school.gardener):
        assert not Gladly.objects.visible_to(act(person)).exists()
        assert not Gladly.objects.exists()


def test_nobody_of_another_school_or_from_outside_is_named(client, school):
    with pytest.raises(Refusal, match="Nobody of this school"):
        glad(school, school.okafor, school.lund)
    sign_in(client, school.gardener)
    assert client.get("/gladly/").status_code == 404
    assert client.get("/my-languages/").status_code == 200


def test_the_pages_without_a_script(client, school):
    sign_in(client, school.okafor)
    assert "Nobody yet." in client.get("/gladly/").text
    assert "Isla Bell" in client.get("/gladly/", {"name": "isla"}).text
    assert "No one else of that name" in client.get("/gladly/", {"name": "zzz"}).text
    for pupil in (school.isla, school.leo):
        assert client.post("/gladly/", {"pupil": str(pupil.pk), "do": "add"}).status_code == 302
    assert "Put Leo Dunn first" in client.get("/gladly/").text
    for sent, words in (({}, "Pick a name"), ({"pupil": str(school.leo.pk)}, "not understood")):
        answer = client.post("/gladly/", sent)
        assert answer.status_code == 409 and words in answer.text
    sign_in(client, school.isla)
    sent = {"language_0": "polish", "language_1": "Polish", "language_2": "Ga"}
    assert client.post("/my-languages/", sent).status_code == 302
    assert fit.languages(act(school.isla)) == ["Polish", "Ga"]
    answer = client.post("/my-languages/", {"language_0": "x@y.z"})
    assert answer.status_code == 422 and "Write the name of a language" in answer.text
    assert client.post("/my-languages/", {}).status_code == 302
    assert fit.languages(act(school.isla)) == []
