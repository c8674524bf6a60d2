"""Guessing is limited, by counts that nothing wipes out; and limits keep nobody out who is right."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from tests.assurance.attacks.doors import card

pytestmark = pytest.mark.assurance

WRONG = "do not go together"


def guess(school, name: str, source: str) -> bool:
    """Whether a wrong password was tried at an account, and not refused before."""
    answer = school.visitor(source=source).sign_in(name, "not the right one")
    assert answer.path == "/account/sign-in/"
    return WRONG in answer.text


def lock(school, name: str, source: str) -> None:
    """Guess until no more is tried."""
    assert any(not guess(school, name, source) for _ in range(30)), "guessing never ends"


def test_other_counts_wipe_out_no_count_of_guesses(school):
    lock(school, "hughes", "127.3.0.1")
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda n: _join(school, n), range(320)))
    tried = [guess(school, "hughes", "127.3.0.1") for _ in range(5)]
    assert not any(tried)


def _join(school, number: int) -> None:
    school.visitor(source=f"127.1.{number // 250}.{number % 250 + 1}").get("/join/AAAAAA/")


def test_six_at_once_get_no_more_tries_than_one_after_the_other(school):
    """Counted at one address each time; 429 is the end of tries."""
    tries = iter(range(10**9))
    alone = next(n for n in count() if not _card(school, "127.4.0.1", next(tries)))
    with ThreadPoolExecutor(6) as threads:
        tried = list(threads.map(lambda n: _card(school, "127.4.0.2", n), range(alone + 180)))
    assert sum(tried) <= alone


def _card(school, source: str, number: int) -> bool:
    code = "".join("23456789ABCDEFGH"[number >> 4 * place & 15] for place in range(4))
    return school.visitor(source=source).get(f"/card/ZZZZ{code}/").status != 429


def test_right_passwords_count_nothing(school):
    with ThreadPoolExecutor(3) as threads:
        told = list(threads.map(lambda _n: _signs_in(school, "okafor", "127.5.0.1"), range(34)))
    assert all(told)


def _signs_in(school, name: str, source: str) -> bool:
    return school.visitor(source=source).sign_in(name).path != "/account/sign-in/"


def test_a_pupil_who_guesses_keeps_no_teacher_out_at_the_same_address(school):
    for _ in range(12):
        guess(school, "leo", "127.6.0.1")
    assert _signs_in(school, "patel", "127.6.0.1")


def test_wrong_cards_stop_no_right_card_in_the_same_class(school):
    code = card(school, school.visitor("patel"), school.person("amina"))
    for number in range(70):
        _card(school, "127.7.0.1", number)
    assert school.visitor(source="127.7.0.1").get(f"/card/{code}/").status == 200


def test_a_stranger_does_not_lock_the_lead_out_of_her_own_browser(school):
    shah = school.visitor("shah", source="127.8.0.1")
    shah.post("/sign-out/")
    lock(school, "shah", "127.8.0.2")
    assert shah.sign_in("shah").path != "/account/sign-in/"
