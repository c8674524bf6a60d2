"""Limits on guessing: what is counted, for whom, and that a crowd of those who are right is let in."""

import threading
from ipaddress import ip_network

import pytest
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from beside.access.actor import role
from beside.access.limits import addresses, devices, guesses, ledger, signing_in
from beside.access.limits.ledger import Limit
from beside.access.models import Account
from beside.rights import Role
from beside.schools.models import Person
from beside.web.turns import QUEUE, QUEUE_HEADER, TURN
from tests.factories import Small, act
from tests.tries import spend, use_up

pytestmark = pytest.mark.django_db

PASSWORD = "three quiet willow trees"
FEW = Limit("few", most=3, seconds=60)
SIGN_IN = "/account/sign-in/"


def test_a_limit_lets_through_so_many_and_no_more():
    assert [bool(ledger.take(FEW, "a")) for _ in range(5)] == [True] * 3 + [False] * 2
    assert ledger.take(FEW, "b")


def test_what_was_right_counts_nothing():
    for _ in range(10):
        ledger.give_back(ledger.take(FEW, "a"))
    assert ledger.counts((FEW, "a")) == [0]


def test_a_window_ends_when_it_was_to_end_however_often_it_is_tried():
    ledger.take(FEW, "a")
    first = ledger.take(FEW, "a")
    for _ in range(5):
        ledger.take(FEW, "a")
    assert ledger.take(Limit("few", 99, 600), "a").until == first.until
    ledger._line.run("UPDATE access_tally SET until = now()")
    assert ledger.take(FEW, "a").n == 1


def test_what_ran_out_before_is_not_given_back():
    old = ledger.take(FEW, "a")
    ledger._line.run("UPDATE access_tally SET until = now()")
    ledger.take(FEW, "a")
    ledger.give_back(old)
    assert ledger.counts((FEW, "a")) == [1]


def test_a_rollback_undoes_no_count():
    with transaction.atomic():
        ledger.take(FEW, "a")
        transaction.set_rollback(True)
    assert ledger.counts((FEW, "a")) == [1]


def test_ten_thousand_other_keys_and_six_threads_lose_no_count():
    ledger._line.run(
        "INSERT INTO access_tally SELECT md5(g::text), 1, now() + interval '1 hour'"
        " FROM generate_series(1, 10000) g"
    )
    limit, passed = Limit("many", most=60, seconds=60), []
    lines = [ledger._Line() for _ in range(6)]

    def guess(line):
        values = {"key": limit.row("x"), "seconds": 60, "most": limit.most}
        passed.extend(bool(line.take(values)) for _ in range(40))

    threads = [threading.Thread(target=guess, args=[line]) for line in lines]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    for line in lines:
        line._close()
    assert (len(passed), sum(passed)) == (240, 60)


def asked(address="192.0.2.1", **more):
    return RequestFactory(REMOTE_ADDR=address).get("/", **more)


@pytest.mark.parametrize(
    ("remote", "forwarded", "client"),
    [
        ("192.0.2.1", "198.51.100.7", "192.0.2.1"),
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "1.2.3.4, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "1.2.3.4, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        ("10.0.0.1", "198.51.100.7:4711", "198.51.100.7"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("::ffff:10.0.0.1", "[2001:db8::1]:80", "2001:db8::1"),
        ("2001:db8:0:1::5", "", "2001:db8:0:1::5"),
        ("", "198.51.100.7", ""),
    ],
)
def test_a_proxy_is_believed_where_the_settings_name_it(settings, remote, forwarded, client):
    settings.PROXIES = [ip_network("10.0.0.0/8")]
    request = asked(remote, headers={"X-Forwarded-For": forwarded})
    assert addresses.client(request) == client


def test_one_household_of_ipv6_is_one_address():
    assert addresses.key(asked("2001:db8:0:1::5")) == addresses.key(asked("2001:db8:0:1:9::7"))
    assert addresses.key(asked("2001:db8:0:1::5")) != addresses.key(asked("2001:db8:0:2::5"))


def test_an_address_is_the_schools_once_three_people_signed_in_there():
    here = asked()
    for person in ("a", "a", "b"):
        addresses.note(here, person)
    assert not addresses.is_known(here)
    addresses.note(here, "c")
    assert addresses.is_known(here)


def test_three_accounts_make_five_addresses_known_and_no_more():
    for number in range(9):
        for person in "abc":
            addresses.note(asked(f"192.0.2.{number}"), person)
    assert sum(addresses.is_known(asked(f"192.0.2.{n}")) for n in range(9)) == 5


@pytest.fixture
def lead():
    school = Small()
    school.lead = school.adult("Joan Reid", "safeguarding_lead")
    school.settle()
    with role(Role.ROLL):
        Person.objects.filter(pk=school.lead.pk).update(email="reid@hill.example")
        account = Account(subject_id=school.lead.pk, username="reid")
        account.set_password(PASSWORD)
        account.save(force_insert=True)
    act(None)
    return account


def sign_in(client, password=PASSWORD, address="192.0.2.1", name="reid", **more):
    form = {"login": name, "password": password}
    return client.post(SIGN_IN, form, REMOTE_ADDR=address, **more)


def wrong(times, address="192.0.2.1", client=None, name="reid"):
    return [
        sign_in(client or Client(), "not the right one", address, name).status_code
        for _ in range(times)
    ]


def test_ten_wrong_passwords_then_the_right_one_does_not_help_a_stranger(lead):
    wrong(10)
    assert "tried too often" in sign_in(Client()).text
    assert sign_in(Client()).status_code == 429


def test_from_a_thousand_addresses_or_one_strangers_have_the_same_ten(lead):
    for number in range(10):
        wrong(1, f"198.51.100.{number}")
    assert sign_in(Client(), address="198.51.100.99").status_code != 302


def test_username_and_e_mail_are_one_account(lead):
    wrong(5)
    wrong(5, name="REID@hill.example")
    assert sign_in(Client(), name="reid").status_code != 302


def test_over_the_limit_nothing_is_hashed(lead, monkeypatch):
    wrong(10)
    monkeypatch.setattr(Account, "check_password", lambda *_: pytest.fail("hashed"))
    monkeypatch.setattr(Account, "set_password", lambda *_: pytest.fail("hashed"))
    assert [sign_in(Client()).status_code for _ in range(3)] == [200, 429, 429]


def test_one_try_is_one_hash_even_for_a_name_that_could_be_an_address(lead, monkeypatch):
    hashed = []
    check = Account.check_password
    monkeypatch.setattr(Account, "check_password", lambda *a: hashed.append(1) or check(*a))
    wrong(1, name="reid@hill.example")
    assert hashed == [1]


def test_a_stranger_does_not_lock_the_lead_out_of_her_own_browser(lead):
    hers = Client()
    assert sign_in(hers).status_code == 302
    hers.post(reverse("sign_out"))
    wrong(20, "203.0.113.5")
    assert sign_in(hers, address="192.0.2.200").status_code == 302


def test_a_browser_of_somebody_else_has_no_tries_of_its_own(lead):
    hers = Client()
    sign_in(hers)
    with role(Role.ROLL):
        other = Account(subject_id=Small("Mill").adult("Bo Lin").pk, username="bo")
        other.set_password(PASSWORD)
        other.save(force_insert=True)
    hers.post(reverse("sign_out"))
    wrong(10, name="bo")
    assert sign_in(hers, name="bo").status_code != 302


def test_a_known_browser_has_ten_tries_too(lead):
    hers = Client()
    sign_in(hers)
    hers.post(reverse("sign_out"))
    wrong(10, client=hers)
    assert sign_in(hers).status_code != 302


def test_a_new_password_makes_old_browsers_strange(lead):
    hers = Client()
    sign_in(hers)
    request = asked()
    request.COOKIES[devices.COOKIE] = hers.cookies[devices.COOKIE].value
    assert devices.read(request).has_seen(lead)
    lead.set_password("four loud willow trees")
    assert not devices.read(request).has_seen(lead)


def test_a_cookie_that_is_not_ours_is_nothing():
    request = asked()
    request.COOKIES[devices.COOKIE] = "eyJuIjoiMSJ9:forged"
    assert devices.read(request) == devices.Device()


def test_a_new_browser_at_school_is_let_in_while_strangers_guess(lead):
    for person in "abc":
        addresses.note(asked("192.0.2.77"), person)
    wrong(20, "203.0.113.5")
    assert sign_in(Client(), address="192.0.2.77").status_code == 302


def test_a_class_and_a_whole_school_sign_in_from_one_address(lead):
    spend(signing_in.SCHOOL_ADDRESS, "192.0.2.1", left=1)
    spend(signing_in.ADDRESS, "192.0.2.1", left=1)
    for _ in range(35):
        assert sign_in(Client()).status_code == 302


def test_old_passwords_are_kept_anew_at_the_first_sign_in(lead):
    from django.contrib.auth.hashers import make_password

    with role(Role.ROLL):
        Account.objects.filter(pk=lead.pk).update(
            password=make_password(PASSWORD, hasher="pbkdf2_sha256")
        )
    act(None)
    client = Client()
    assert sign_in(client).status_code == 302
    lead.refresh_from_db()
    assert lead.password.startswith("argon2")
    client.post(reverse("sign_out"))
    assert sign_in(client).status_code == 302


@pytest.mark.parametrize("what", ["card", "family", "join", "invitation"])
def test_right_codes_use_nothing_up_and_wrong_ones_do(what):
    request = asked()
    use_up(what, "192.0.2.1", left=1)
    for _ in range(40):
        guesses.begin(request, what).right()
    assert guesses.begin(request, what)
    assert guesses.begin(request, what) is None
    assert guesses.begin(asked("192.0.2.2"), what)


def test_who_types_wrong_codes_at_school_does_not_stop_known_browsers(lead):
    client = Client()
    sign_in(client)
    request = asked()
    use_up("card", "192.0.2.1")
    request.COOKIES[devices.COOKIE] = client.cookies[devices.COOKIE].value
    assert guesses.begin(request, "card")


def test_a_server_with_a_queue_is_told_the_place_of_a_stranger(lead):
    def place(client, **more):
        answer = sign_in(client, **{QUEUE: True}, **more)
        return answer.headers.get(QUEUE_HEADER), answer.status_code

    assert place(Client()) == ("1", 503)
    wrong(3)
    assert place(Client()) == ("4", 503)
    assert place(Client(), **{TURN: True}) == (None, 302)
    for person in "abc":
        addresses.note(asked("192.0.2.77"), person)
    assert place(Client(), address="192.0.2.77") == ("0", 503)
    hers = Client()
    sign_in(hers)
    hers.post(reverse("sign_out"))
    assert place(hers) == (None, 302)
