"""Days as files write them."""

from datetime import date

import pytest

from beside.schools.roll.dates import Ambiguous, Unreadable, evidence, read_date
from beside.schools.roll.text import clean, escape, header_key, name_key, unescape

DAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2026-09-01", None, DAY),
        ("2026-09-01T00:00:00.000Z", None, DAY),
        ("2026/9/1", None, DAY),
        ("1.9.2026", None, DAY),
        ("1/9/2026", "dmy", DAY),
        ("9/1/2026", "mdy", DAY),
        ("31/08/2026", None, date(2026, 8, 31)),
        ("08/31/2026", None, date(2026, 8, 31)),
        ("5/5/2026", None, date(2026, 5, 5)),
        ("29/02/2028", None, date(2028, 2, 29)),
        ("", None, None),
    ],
)
def test_a_day_is_read(text, order, expected):
    assert read_date(text, order) == expected


@pytest.mark.parametrize(
    "text", ["0026-09-01", "2026-02-30", "29/02/2027", "soon", "2026", "13/13/2026"]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Unreadable):
        read_date(text)


@pytest.mark.parametrize("text", ["01/02/2026", "01/02/03"])
def test_what_can_be_two_days_is_not_guessed(text):
    with pytest.raises(Ambiguous):
        read_date(text)


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["1/2/2026", "31/1/2026"], "dmy"),
        (["1/2/2026", "1/31/2026"], "mdy"),
        (["1/2/2026"], None),
        (["31/1/2026", "1/31/2026"], None),
        ([], None),
    ],
)
def test_a_column_shows_its_order(values, order):
    assert evidence(values).order == order


@pytest.mark.parametrize("value", ["=1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''-1"])
def test_formulas_are_escaped_and_come_back(value):
    assert escape(value) == "'" + value and unescape(escape(value)) == value


@pytest.mark.parametrize("value", ["O'Brien", "'t Hooft", "", "x=1"])
def test_plain_text_is_not_escaped(value):
    assert escape(value) == value == unescape(value)


def test_text_is_made_plain():
    assert clean("  a\u202e b\nc\x07 ") == "a b c"
    assert header_key("\ufeffSourced_Id ") == "sourcedid"
    assert name_key("O’Brién,  ANN") == "o brien ann"
