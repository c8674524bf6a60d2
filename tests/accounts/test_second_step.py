"""Nothing about a pupil by a password alone: the second step, its codes, and who takes it away."""

import base64

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from beside.access.actor import role
from beside.access.models import OpenSession
from beside.accounts.models import Vouching
from beside.audit.models import Change
from beside.rights import Role
from beside.schools.models import Federation, Person, Post
from tests.accounts.steps import codes_on, figures, secret_on
from tests.factories import NOW, TODAY, Small, act, sign_in

pytestmark = pytest.mark.django_db
ASK, SET_UP = reverse("second_step"), reverse("second_step_set_up")


@pytest.fixture(autouse=True)
def a_fresh_count():
    cache.clear()


def add_app(client, later: int = 0) -> tuple[str, list[str]]:
    """Set up an authenticator app; gives its secret and the recovery codes."""
    secret = secret_on(client.get(reverse("second_step_app")).text)
    page = client.post(reverse("second_step_app"), {"code": figures(secret, later)})
    return secret, codes_on(page.text)


SENSITIVE = ("home", "search", "concerns", "roll", "roll_export", "rounds", "calendar_link")
OPEN = ("account", "accessibility", "who_sees", "raise_concern", "second_step_set_up")


@pytest.mark.parametrize("name", SENSITIVE)
def test_staff_open_no_page_of_pupils_before_their_second_step(client, school, name):
    for person in (school.ann, school.nadia, school.simran, school.gwen):
        sign_in(client, person, shown=False)
        assert client.get(reverse(name)).url == ASK
        assert client.get(ASK).url == SET_UP


@pytest.mark.parametrize("name", OPEN)
def test_what_shows_nothing_of_a_pupil_and_a_worry_wait_for_nobody(client, school, name):
    sign_in(client, school.ann, shown=False)
    assert client.get(reverse(name)).status_code == 200


def test_pupils_and_families_are_not_asked(client, school):
    for person in (school.isla, school.rachel):
        sign_in(client, person, shown=False)
        assert client.get(reverse("home")).status_code == 200


def test_the_app_is_set_up_once_and_asked_for_in_every_session(client, school):
    sign_in(client, school.ann, shown=False)
    client.get(reverse("search"))
    secret, codes = add_app(client, later=-1)
    assert len(set(codes)) == 10
    assert client.get(reverse("search")).status_code == 200
    assert [letter.to for letter in mail.outbox] in ([], [["ann@hill.example"]])
    sign_in(client, school.ann, shown=False)
    assert client.get(reverse("search") + "?q=isla").url == ASK
    assert client.post(ASK, {"code": "000000"}).status_code == 422
    shown = client.post(ASK, {"code": figures(secret)})
    assert shown.url == reverse("search") + "?q=isla"
    assert client.get(reverse("search")).status_code == 200


def test_the_figures_and_a_recovery_code_count_once(client, school):
    sign_in(client, school.ann, shown=False)
    secret, codes = add_app(client, later=-1)
    for code in (figures(secret), codes[3]):
        sign_in(client, school.ann, shown=False)
        assert client.post(ASK, {"code": code}).status_code == 302
        sign_in(client, school.ann, shown=False)
        assert client.post(ASK, {"code": code}).status_code == 422


def test_guessing_is_stopped_even_for_the_right_figures(client, school):
    sign_in(client, school.ann, shown=False)
    secret, _codes = add_app(client, later=-1)
    sign_in(client, school.ann, shown=False)
    for _try in range(10):
        assert client.post(ASK, {"code": "123"}).status_code == 422
    assert client.post(ASK, {"code": figures(secret)}).status_code == 422


def test_no_secret_is_kept_in_the_clear_or_in_the_record(client, school):
    sign_in(client, school.ann, shown=False)
    secret, codes = add_app(client)
    act(school.ann)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    recorded = str(list(Change.objects.values_list("new", "old")))
    assert "gAAAA" in kept
    for word in (secret, *codes, "gAAAA"):
        assert word not in recorded
    assert not any(word in kept for word in (secret, *codes))


def test_another_one_is_added_only_by_who_has_just_shown_the_first(client, school, clock):
    sign_in(client, school.ann, shown=False)
    add_app(client)
    sign_in(client, school.ann, shown=False)
    assert client.get(SET_UP).url == ASK
    passkey = client.post(reverse("second_step_new_passkey"), {"credential": "{}"})
    assert passkey.url == ASK


def test_the_last_one_is_never_taken_away(client, school):
    sign_in(client, school.ann, shown=False)
    add_app(client)
    act(school.ann)
    kept = Authenticator.objects.get(type="totp")
    refused = client.post(reverse("second_step_remove", args=[kept.pk]))
    assert refused.status_code == 409
    act(school.ann)
    assert Authenticator.objects.filter(type="totp").exists()


def vouch(client, who, whom):
    sign_in(client, who)
    return client.post(reverse("let_in", args=[whom.pk]))


def ann_has_an_app(client, school) -> None:
    sign_in(client, school.ann, shown=False)
    add_app(client)


def kept_of(person) -> set[str]:
    act(person)
    return set(Authenticator.objects.filter(user_id=person.pk).values_list("type", flat=True))


def test_two_colleagues_take_it_away_and_everything_is_signed_out(
    client, school, django_capture_on_commit_callbacks
):
    ann_has_an_app(client, school)
    here = client.__class__()
    sign_in(here, school.ann)
    with django_capture_on_commit_callbacks(execute=True):
        assert "Now a second one" in vouch(client, school.simran, school.ann).text
        assert "totp" in kept_of(school.ann)
        assert "is taken away" in vouch(client, school.nadia, school.ann).text
    assert kept_of(school.ann) == {"removed"}
    assert {str(letter.to) for letter in mail.outbox} == {"['ann@hill.example']"}
    assert "taken away" in mail.outbox[-1].body
    assert here.get(reverse("account")).url.endswith("why=ended")
    assert not OpenSession.objects.filter(subject=school.ann.pk, ended_at=None).exists()


def test_one_person_alone_never_does(client, school):
    ann_has_an_app(client, school)
    for _time in range(3):
        vouch(client, school.simran, school.ann)
    assert "totp" in kept_of(school.ann)


@pytest.mark.parametrize("who", ["ann", "isla", "rachel"])
def test_nobody_else_may_say_so(client, school, who):
    ann_has_an_app(client, school)
    vouch(client, school.simran, school.ann)
    assert vouch(client, getattr(school, who), school.ann).status_code == 404
    assert "totp" in kept_of(school.ann)


def test_nobody_vouches_for_themselves_or_for_another_school(client, school):
    assert vouch(client, school.simran, school.simran).status_code == 404
    vale = Small("Vale School", school.federation)
    bo = vale.adult("Bo Lund", "office")
    vale.settle()
    assert vouch(client, bo, school.ann).status_code == 404


def test_a_word_of_yesterday_is_no_word_of_today(client, school, clock):
    ann_has_an_app(client, school)
    vouch(client, school.simran, school.ann)
    clock(hours=25)
    assert "Now a second one" in vouch(client, school.nadia, school.ann).text
    assert "totp" in kept_of(school.ann)


def test_a_word_counts_only_while_its_giver_stands_there(client, school):
    ann_has_an_app(client, school)
    vouch(client, school.simran, school.ann)
    act(None)
    with role(Role.ROLL):
        Post.objects.filter(person=school.simran.pk).update(ends=TODAY)
    school.settle()
    vouch(client, school.nadia, school.ann)
    assert "totp" in kept_of(school.ann)


def test_the_database_itself_refuses_to_let_in_by_one_or_in_anothers_name(client, school):
    ann_has_an_app(client, school)
    act(school.simran)
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_let_in(%s, now())", [school.ann.pk])
        assert cursor.fetchone() == (False,)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Vouching(person_id=school.ann.pk, colleague_id=school.nadia.pk, at=NOW).save()


def made_up() -> Small:
    with role(Role.ROLL):
        federation = Federation.objects.create(name="Made up", fictional=True)
    willow = Small("Willow Lane", federation)
    willow.ann = willow.adult("Ann Made")
    return willow.settle()


def test_in_the_made_up_school_it_is_off_and_every_page_says_so(client):
    sign_in(client, made_up().ann, shown=False)
    for name in ("home", "search", "account"):
        assert "no second step is asked for" in client.get(reverse(name)).text


def test_beside_a_real_school_a_made_up_one_is_asked_too(client, school):
    sign_in(client, made_up().ann, shown=False)
    assert client.get(reverse("home")).url == ASK


def test_no_real_school_becomes_a_made_up_one(school):
    with pytest.raises(ProgrammingError), transaction.atomic(), role(Role.ROLL):
        Federation.objects.update(fictional=True)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Federation.objects.create(name="Made up", fictional=True)


@pytest.mark.parametrize(("at", "shown"), [(59, "287082"), (1111111109, "081804")])
def test_the_app_of_the_tests_shows_what_the_standard_says(monkeypatch, at, shown):
    """The last six figures of the values in RFC 6238, appendix B, for SHA-1."""
    monkeypatch.setattr("time.time", lambda: at)
    assert figures(base64.b32encode(b"12345678901234567890").decode()) == shown


def let_in_by_command(person) -> None:
    """The command as it runs, but for the process: as the owner of the database."""
    with role("beside_owner"):
        call_command("let_in", person.source_id)


def test_whoever_runs_beside_lets_in_where_no_two_colleagues_can(
    client, school, django_capture_on_commit_callbacks
):
    ann_has_an_app(client, school)
    with pytest.raises(CommandError, match="At least two people"):
        let_in_by_command(school.ann)
    with role(Role.ROLL):
        Post.objects.filter(person__in=[school.gwen.pk, school.nadia.pk]).update(ends=TODAY)
    school.settle()
    with django_capture_on_commit_callbacks(execute=True):
        let_in_by_command(school.ann)
    assert kept_of(school.ann) == {"removed"}
    assert "no two people" in mail.outbox[-1].body
    with pytest.raises(CommandError, match="Nobody on the roll"):
        let_in_by_command(Person(source_id="nobody"))


def test_what_a_page_asks_by_itself_is_not_where_anybody_was_going(client, school):
    """The page of the second step asks whether something waits; that is no way back to it."""
    sign_in(client, school.ann, shown=False)
    secret, _codes = add_app(client, later=-1)
    sign_in(client, school.ann, shown=False)
    assert client.get(reverse("search")).url == ASK
    asking = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{ASK}"}
    assert client.get(reverse("told"), headers=asking).status_code == 204
    assert client.post(ASK, {"code": figures(secret)}).url == reverse("search")
