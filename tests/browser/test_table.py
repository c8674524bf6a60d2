"""The pages that are looked at, held against the table of who may open what."""

from collections import defaultdict

from django.urls import resolve

from tests.browser.pages import EVERY, PAGES
from tests.pages import GETS

FILES = {"registers_export", "roll_export", "roll_sheet", "roll_template"}
PARTS_OF_PAGES = {"roll_state", "round_progress", "survey_find", "told"}
# The organiser of a first meeting leads the year and keeps the roll as well.
STANDS_FOR = {
    "organiser": ("organiser", "head_of_year", "office", "staff"),
    "tutor": ("tutor", "staff"),
    "lead": ("safeguarding_lead",),
}
NOT_A_ROLE_OF_THE_TABLE = {"federation"}
# Their secret is taken out of the address first.
NOT_THERE_IN_THE_TABLE = {"card", "family", "invitation", "join_choose"}


def _name(role: str, name: str) -> str:
    ids = defaultdict(lambda: "00000000-0000-0000-0000-000000000000")
    return resolve(PAGES[role][name].format_map(ids).split("?")[0]).url_name


def test_every_page_that_somebody_can_open_is_looked_at():
    looked_at = {_name(role, name) for role, name in EVERY}
    opened = {page.name for page in GETS if 200 in page.answers.values()}
    assert opened - FILES - PARTS_OF_PAGES <= looked_at


def test_every_page_is_looked_at_by_somebody_who_can_open_it():
    answers = {page.name: page.answers for page in GETS}
    for role, name in EVERY:
        page = _name(role, name)
        if role in NOT_A_ROLE_OF_THE_TABLE:
            continue
        told = {answers[page][each] for each in STANDS_FOR.get(role, (role,))}
        assert 200 in told or page in NOT_THERE_IN_THE_TABLE, (role, name)
