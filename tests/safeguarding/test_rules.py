"""The rules of talks and concerns, as tables with a reason a row."""

import uuid
from contextlib import nullcontext
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from beside.access.refusals import Refusal
from beside.safeguarding.rules import keeping, people, promise, routing, to_pupils, words
from beside.safeguarding.rules.people import Adult, Facts, named_in_line, named_in_text, why_not
from beside.safeguarding.rules.routing import Rota, Route, School
from beside.schools.rules.calendar import Calendar

TODAY = date(2026, 11, 24)
LONDON = ZoneInfo("Europe/London")
LEAD, DEPUTY, HEAD, CHAIR, OKAFOR, YOUNG = (uuid.UUID(int=n) for n in range(1, 7))
SCHOOL = School((LEAD, DEPUTY), (HEAD,), (CHAIR,))
WEEK = {weekday: (time(8, 15), time(16, 30)) for weekday in range(5)}
CALENDAR = Calendar(
    "Europe/London",
    WEEK,
    ((date(2026, 9, 1), date(2026, 12, 18)), (date(2027, 1, 5), date(2027, 4, 1))),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


GOOD = Facts(checked_on=date(2020, 1, 1), trained_on=date(2026, 9, 1))
PICK = [
    ("everything is there", {}, ""),
    ("left the staff", {"on_staff": False}, "not_staff"),
    ("from an agency, or a volunteer", {"employed": False}, "not_employed"),
    ("checks not complete", {"checked_on": None}, "not_checked"),
    ("checks only from tomorrow", {"checked_on": date(2026, 11, 25)}, "not_checked"),
    ("never trained", {"trained_on": None}, "not_trained"),
    ("trained a year ago to the day", {"trained_on": date(2025, 11, 24)}, "not_trained"),
    ("trained a year ago tomorrow", {"trained_on": date(2025, 11, 25)}, ""),
    ("has not said yes", {"said_yes": False}, "not_asked"),
    ("a relative", {"relative": True}, "not_available"),
    ("kept apart from this pupil", {"apart": True}, "not_available"),
    ("named in a case", {"in_a_case": True}, "not_available"),
    ("away today", {"away": True}, "away"),
]


@pytest.mark.parametrize(("why", "change", "code"), PICK, ids=[row[0] for row in PICK])
def test_who_may_be_picked(why, change, code):
    from dataclasses import replace

    assert why_not(replace(GOOD, **change), TODAY) == code


ADULTS = [
    Adult(LEAD, "Nadia", "Shah"),
    Adult(HEAD, "Miriam", "Bell"),
    Adult(OKAFOR, "Ifeoma", "Okafor", "Ify"),
    Adult(YOUNG, "José", "Núñez-Young"),
    Adult(DEPUTY, "Gwen", "Shah"),
]
LINES = [
    ("nobody", "", set(), ()),
    ("a title and a family name names everybody who bears it", "Ms Shah", {LEAD, DEPUTY}, ()),
    ("a first and a family name", "Nadia Shah", {LEAD}, ()),
    ("small letters and a point", "mrs. bell", {HEAD}, ()),
    ("two of them", "Ms Bell and Ify", {HEAD, OKAFOR}, ()),
    ("accents left out", "Jose Nunez-Young", {YOUNG}, ()),
    ("a typing slip is asked about", "Ms Okafr", set(), ("Ms Okafr",)),
    ("somebody at home", "my mum", set(), ("my mum",)),
]


@pytest.mark.parametrize(("why", "line", "found", "unknown"), LINES, ids=[r[0] for r in LINES])
def test_whom_a_line_names(why, line, found, unknown):
    named = named_in_line(line, ADULTS)
    expected = found if why != "a first and a family name" else {LEAD}
    assert (set(named.found), named.unknown) == (expected, unknown)


TEXTS = [
    ("nobody", "It was cold.", set()),
    ("after a title", "then mr bell shouted", {HEAD}),
    ("with a capital letter", "I saw Okafor grab him", {OKAFOR}),
    ("the whole name, small", "it was ify okafor", {OKAFOR}),
    ("a common word is nobody", "when the bell rang we left", set()),
]


@pytest.mark.parametrize(("why", "text", "found"), TEXTS, ids=[row[0] for row in TEXTS])
def test_whom_a_text_names(why, text, found):
    assert set(named_in_text(text, ADULTS)) == found


def test_a_slip_is_met_with_the_names_that_are_nearly_it():
    assert [each.family for each in people.alike("Ms Okafr", ADULTS)] == ["Okafor"]


WAYS = [
    ("a worry about a pupil", False, set(), False, Route.LEAD),
    ("past the lead: the deputy", False, {LEAD}, False, Route.LEAD),
    ("past lead and deputy: the head", False, {LEAD, DEPUTY}, False, Route.HEAD),
    ("past them and the head: the chair", False, {LEAD, DEPUTY, HEAD}, False, Route.CHAIR),
    ("about a teacher", True, {OKAFOR}, False, Route.HEAD),
    ("about the lead", True, {LEAD}, False, Route.HEAD),
    ("about the head", True, {HEAD}, False, Route.CHAIR),
    ("about head and chair", True, {HEAD, CHAIR}, False, Route.OFFICER),
    ("small, where the policy says the lead", True, {OKAFOR}, True, Route.LEAD),
    ("small, and about the deputy", True, {DEPUTY}, True, Route.HEAD),
]


@pytest.mark.parametrize(("why", "adult", "past", "low", "way"), WAYS, ids=[r[0] for r in WAYS])
def test_where_it_goes(why, adult, past, low, way):
    assert (
        routing.route(SCHOOL, about_adult=adult, past=past, low_level=low, low_level_to="lead")
        == way
    )


def test_two_heads_of_whom_one_is_named_conflict():
    school = School((LEAD,), (HEAD, YOUNG), (CHAIR,))
    assert routing.route(school, about_adult=True, past={HEAD}) == Route.CHAIR


def test_it_never_goes_to_anybody_whom_it_names():
    everybody = (LEAD, DEPUTY, HEAD, CHAIR)
    for mask in range(16):
        past = {who for bit, who in enumerate(everybody) if mask >> bit & 1}
        for adult in (False, True):
            way = routing.route(SCHOOL, about_adult=adult, past=past)
            assert not past & set(routing.reads(SCHOOL, way, past))
            assert not past & set(routing.told_at_once(SCHOOL, way, Rota(), TODAY, past))
            assert not past & set(routing.above(SCHOOL, way, past))
            assert way == Route.OFFICER or routing.reads(SCHOOL, way, past)


AWAY = Rota(away=[(LEAD, TODAY, TODAY)])
BOTH_AWAY = Rota(
    away=[(LEAD, TODAY, TODAY), (DEPUTY, TODAY, TODAY)], weekdays={1: (OKAFOR, time(10))}
)


def test_who_is_told_when_the_lead_is_away():
    told = routing.told_at_once
    assert told(SCHOOL, Route.LEAD, Rota(), TODAY) == [LEAD, DEPUTY]
    assert told(SCHOOL, Route.LEAD, AWAY, TODAY) == [DEPUTY]
    assert told(SCHOOL, Route.LEAD, BOTH_AWAY, TODAY) == [OKAFOR, LEAD, DEPUTY]
    nobody = Rota(away=BOTH_AWAY.away)
    assert told(SCHOOL, Route.LEAD, nobody, TODAY) == [LEAD, DEPUTY, HEAD]


def test_handing_on_goes_round_and_never_back():
    def after(*declined, rota=AWAY, past=()):
        return routing.next_reader(
            SCHOOL, rota, TODAY, way=Route.LEAD, past=past, declined=declined
        )

    assert after(OKAFOR) == DEPUTY
    assert after(OKAFOR, rota=Rota()) == LEAD
    assert after(OKAFOR, DEPUTY) == HEAD
    assert after(OKAFOR, DEPUTY, past=(HEAD,)) == LEAD
    assert after(LEAD, DEPUTY, HEAD) is None


PROMISED = [
    ("an hour of school", "2026-11-24 10:12", (), "2026-11-24 11:12"),
    (
        "their next time of reading",
        "2026-11-24 10:12",
        (time(10, 30), time(13)),
        "2026-11-24 10:30",
    ),
    ("not within ten minutes", "2026-11-24 10:25", (time(10, 30), time(13)), "2026-11-24 13:00"),
    ("tomorrow", "2026-11-24 14:00", (time(10, 30),), "2026-11-25 10:30"),
    ("over the weekend", "2026-11-27 16:00", (), "2026-11-30 08:45"),
]


@pytest.mark.parametrize(("why", "now", "reads", "by"), PROMISED, ids=[r[0] for r in PROMISED])
def test_the_promised_minute(why, now, reads, by):
    assert promise.promised(CALENDAR, at(now), 60, reads) == at(by)


DUTY = Rota(
    days={
        date(2026, 12, 31): (DEPUTY, time(10)),
        date(2027, 1, 1): (HEAD, time(10)),
        date(2027, 1, 4): (LEAD, time(8, 15)),
    }
)


def test_who_reads_in_the_holidays():
    found = promise.readings(CALENDAR, at("2026-12-30 21:40"), DUTY)
    assert [(each.reader, each.at) for each in found] == [
        (DEPUTY, at("2026-12-31 10:00")),
        (HEAD, at("2027-01-01 10:00")),
        (LEAD, at("2027-01-04 08:15")),
        (None, at("2027-01-05 08:15")),
    ]


BOX = [
    ("a night", "2026-11-24 20:00", Rota(), True),
    ("a weekend", "2026-11-28 10:00", Rota(), True),
    ("the first day of the holidays, nobody named", "2026-12-19 10:00", Rota(), False),
    ("with somebody on each weekday that is left", "2026-12-30 21:40", DUTY, True),
    ("with one weekday missing", "2026-12-29 21:40", DUTY, False),
    (
        "with whoever reads there away",
        "2026-12-30 21:40",
        Rota([(HEAD, date(2027, 1, 1), date(2027, 1, 1))], {}, DUTY.days),
        False,
    ),
]


@pytest.mark.parametrize(("why", "now", "rota", "may"), BOX, ids=[row[0] for row in BOX])
def test_whether_there_is_a_box_to_write_in(why, now, rota, may):
    found = promise.readings(CALENDAR, at(now), rota)
    assert promise.may_write(CALENDAR, at(now), found) == may


def test_what_is_not_read_climbs():
    due = at("2026-11-24 10:30")
    steps = [(-1, 0), (0, 1), (29, 1), (30, 2), (900, 2)]
    assert [promise.stage(due, due + timedelta(minutes=m)) for m, _ in steps] == [
        s for _, s in steps
    ]


ANSWERS = [
    ("plain", "I am free at 10:50, in the room beside the library.", True),
    ("empty", "  ", False),
    ("a link", "Look at https://a.example/x", False),
    ("a page without its beginning", "see help.org", False),
    ("an address", "write to me at n.shah@school.example", False),
    ("a telephone number", "ring me on 01632 960 116", False),
    ("a promise of secrecy", "I promise I will never tell, our secret", False),
    ("a promise not to tell", "I won't tell anyone", False),
]


@pytest.mark.parametrize(("why", "text", "good"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_what_an_answer_may_hold(why, text, good):
    if good:
        promise.check_answer(text)
    else:
        with pytest.raises(Refusal):
            promise.check_answer(text)


DELIVERED = [
    ("in the evening", "2026-11-24 21:00", "2026-11-25 08:15"),
    ("in school hours", "2026-11-24 11:00", "2026-11-24 11:00"),
    ("before four", "2026-11-24 15:59", "2026-11-24 15:59"),
    ("at four, while school is open", "2026-11-24 16:00", "2026-11-25 08:15"),
    ("on a Friday afternoon", "2026-11-27 16:10", "2026-11-30 08:15"),
    ("on the last day of term", "2026-12-18 16:00", "2027-01-05 08:15"),
]


@pytest.mark.parametrize(("why", "now", "then"), DELIVERED, ids=[r[0] for r in DELIVERED])
def test_when_an_answer_reaches_a_pupil(why, now, then):
    assert promise.delivered_at(CALENDAR, at(now)) == at(then)


def test_a_school_that_opens_before_eight_delivers_at_eight():
    early = Calendar("Europe/London", {1: (time(7), time(16))})
    assert promise.delivered_at(early, at("2026-11-24 07:10")) == at("2026-11-24 08:00")


def test_five_wrong_words_rest_the_page_for_an_hour():
    now, tries = at("2026-11-24 10:00"), words.Tries()
    for _ in range(4):
        tries = words.after(tries, now, right=False)
        assert not words.is_resting(tries, now)
    tries = words.after(tries, now, right=False)
    assert words.is_resting(tries, now + timedelta(minutes=59))
    assert not words.is_resting(tries, now + timedelta(minutes=60))
    assert words.after(tries, now + timedelta(minutes=61), right=False).wrong == 1
    assert words.after(tries, now, right=True) == words.Tries()


@pytest.mark.parametrize("word", ["abc", "aaaa", "Password", "Amina", "1234"])
def test_words_that_others_try_first_are_not_taken(word):
    with pytest.raises(Refusal):
        words.check_word(word, ("Amina", "Yusuf"))


def test_a_word_that_was_given_opens_no_past_until_a_second_adult_confirms():
    given, before, after = at("2026-11-24 10:00"), at("2026-11-23 10:00"), at("2026-11-25 10:00")
    opens = words.opens
    assert opens(before, set_at=given, given=False, confirmed=False)
    assert not opens(before, set_at=given, given=True, confirmed=False)
    assert opens(before, set_at=given, given=True, confirmed=True)
    assert opens(after, set_at=given, given=True, confirmed=False)


LEFT = date(2026, 11, 27)  # a Friday: weekends count
FILES = [
    ("the day they left", 0, False, False, "to_make"),
    ("the third day", 3, False, False, "now"),
    ("the fifth day", 5, False, False, "now"),
    ("the sixth day", 6, False, False, "overdue"),
    ("sent at once", 1, True, False, "sent"),
    ("sent, and nobody said that it came", 3, True, False, "chase"),
    ("received", 9, True, True, "done"),
]


@pytest.mark.parametrize(
    ("why", "day", "made", "receipt", "state"), FILES, ids=[r[0] for r in FILES]
)
def test_a_leavers_file(why, day, made, receipt, state):
    file = keeping.File(LEFT, made, receipt)
    assert keeping.file_state(file, LEFT + timedelta(days=day)) == state


@pytest.mark.parametrize(("minutes", "goes"), [(-1, True), (0, True), (1, False)])
def test_words_come_before_choosing_is_over_or_not_at_all(minutes, goes):
    over = datetime(2026, 11, 24, 15, tzinfo=UTC)
    shown = over + timedelta(minutes=minutes)
    to_pupils.check_in_time(shown, None)
    with nullcontext() if goes else pytest.raises(to_pupils.TooLate):
        to_pupils.check_in_time(shown, over)


@pytest.mark.parametrize("reader", [None, uuid.UUID(int=1), uuid.UUID(int=2)])
def test_no_party_to_words_reads_them_first(reader):
    past = [uuid.UUID(int=1), uuid.UUID(int=2)]
    with pytest.raises(to_pupils.NotYours):
        to_pupils.check_reader(reader, past)
    to_pupils.check_reader(uuid.UUID(int=3), past)
