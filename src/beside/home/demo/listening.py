"""School days, numbers and people to talk to at the made-up schools; one talk that was answered."""

import uuid
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from beside.access.actor import Actor, role, tell_database
from beside.rights import Role
from beside.safeguarding.actions import talks, words
from beside.safeguarding.models import Away, Duty, Listener, MessageTest
from beside.safeguarding.queries import people
from beside.schools import calendars
from beside.schools.actions import calendar
from beside.schools.actions.calendar import DaysOf
from beside.schools.models import School, SchoolDays
from beside.schools.rules import nations
from beside.schools.rules.calendar import moment, next_school_day

TERM = SchoolDays.Kind.TERM
HOLIDAY = SchoolDays.Kind.HOLIDAY
# Numbers that are set aside for stories: nobody can be rung by them.
NUMBERS = {
    "nation": "england",
    "social_care": "01632 960 116",
    "night_team": "01632 960 117",
    "officer": "01632 960 119",
}
LISTENERS = {
    "okafor": ("Art, and the Thursday pottery club.", (time(12, 40),)),
    "patel": ("Tutor of 9KP.", (time(12, 40), time(15, 30))),
    "thackray": ("In the library, every day.", (time(10, 30), time(13, 30))),
    "boyd": ("Tutor of 9TB.", ()),
}
WORD = "marmalade"
SAID = "My friends do not talk to me any more and I do not know why."
ANSWERED = (
    "Thank you for telling me, Amina. That sounds lonely, and I am glad you wrote.\n\n"
    "I am free at 10:50, in the room with the glass door beside the library. Shall we sit down?"
)


def listen(school: School, ids: dict[str, uuid.UUID], by: Actor) -> None:
    """Give a school its days and numbers, whom pupils may pick, and proof that messages arrive."""
    calendar.set_hours(by=by, school=school, hours=nations.USUAL_HOURS)
    for days in _days(by.today):
        calendar.add_days(by=by, school=school, days=days)
    numbers = NUMBERS | {"numbers_checked_on": by.today - timedelta(days=20)}
    calendar.set_numbers(by=by, school=school, numbers=numbers)
    now = timezone.now()
    leads = people.posts_of(school, by.today).leads
    MessageTest.objects.bulk_create(
        MessageTest(
            school=school, to_id=lead, sent_by_id=leads[0], sent_at=now, secret="", confirmed_at=now
        )
        for lead in leads
    )
    if school.source_id == "willow-lane":
        _rota(school, ids, by.today, now)


def _days(today: date) -> list[DaysOf]:
    """The terms of this school year and the next, and what lies between them."""
    first = today.year if today.month >= 8 else today.year - 1
    found = []
    for year in (first, first + 1):
        after = year + 1
        found += [
            DaysOf(TERM, "Autumn", date(year, 9, 1), date(year, 12, 18)),
            DaysOf(TERM, "Spring", date(after, 1, 5), date(after, 3, 26)),
            DaysOf(TERM, "Summer", date(after, 4, 12), date(after, 7, 20)),
            DaysOf(HOLIDAY, "Autumn half term", date(year, 10, 26), date(year, 10, 30)),
            DaysOf(HOLIDAY, "Spring half term", date(after, 2, 15), date(after, 2, 19)),
            DaysOf(HOLIDAY, "Early May", date(after, 5, 3), date(after, 5, 3)),
            DaysOf(HOLIDAY, "Summer half term", date(after, 5, 31), date(after, 6, 4)),
        ]
    return found


def _rota(school: School, ids: dict[str, uuid.UUID], today: date, now: datetime) -> None:
    Listener.objects.bulk_create(
        Listener(
            school=school,
            adult_id=ids[who],
            about=about,
            is_employed=True,
            checked_on=today - timedelta(days=700),
            trained_on=today - timedelta(days=90),
            reads_at=list(reads_at),
            said_yes_at=now,
        )
        for who, (about, reads_at) in LISTENERS.items()
        if who in ids
    )
    Duty.objects.bulk_create(
        Duty(school=school, adult_id=ids[who], weekday=weekday, reads_at=time(10))
        for weekday, who in enumerate(("shah", "hughes", "shah", "hughes", "bell"))
    )
    away = today + timedelta(days=10)
    Away.objects.bulk_create([Away(school=school, adult_id=ids["shah"], first=away, last=away)])


def talk(school: School, ids: dict[str, uuid.UUID], now: datetime) -> None:
    """Amina wrote to the safeguarding lead on a school day, and was answered within the hour."""
    known = calendars.calendar_of(school)
    day = next_school_day(known, now.date() - timedelta(days=8))
    if day is None or day > now.date():
        return
    at = moment(known, day, time(10, 12))
    with role(Role.APP):
        pupil = _acts(ids["amina"], day)
        words.choose_word(by=pupil, word=WORD, names=(), at=at)
        wanted = talks.Wanted(picked=ids["shah"], words=SAID)
        sent = talks.send(
            by=pupil, school=school, wanted=wanted, at=at, key=uuid.uuid5(school.pk, SAID)
        )
        lead = _acts(ids["shah"], day)
        talks.open_talk(by=lead, talk=sent, at=at + timedelta(minutes=16))
        talks.take_on(by=lead, talk=sent, at=at + timedelta(minutes=17))
        talks.answer(by=lead, talk=sent, words=ANSWERED, at=at + timedelta(minutes=22))


def _acts(subject: uuid.UUID, day: date) -> Actor:
    """Somebody on the day they acted, told to the database for the audit."""
    actor = Actor(subject, day)
    tell_database(actor)
    return actor
