"""Bringing the made-up federation in, through the actions that a real school's rows go through."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils import timezone

from beside.access import statistics
from beside.access.actor import Actor, acting, role, tell_database
from beside.access.models import Account
from beside.audit.actions import action
from beside.home.demo import listening
from beside.home.demo.asked import open_survey
from beside.home.demo.cast import PASSWORD, SIGN_INS
from beside.home.demo.challenges import challenge
from beside.home.demo.choosing import choose
from beside.home.demo.fitting import speak_for
from beside.home.demo.loaded import check_empty
from beside.home.demo.made_up import Asking, Beside, MadeUp, Thanks, Worry
from beside.home.demo.mentors import mentor
from beside.recognition import actions as recognition
from beside.recognition.models import ThankYou
from beside.rights import Role
from beside.safeguarding import actions as safeguarding
from beside.safeguarding.models import Concern, HelpLine
from beside.schools.actions import roll
from beside.schools.models import Federation, Person, School
from beside.schools.roll.planned import Change, Plan
from beside.schools.snapshot import FIELDS
from beside.ties.actions import commitments, figures, paper, rounds
from beside.ties.models import Commitment, Respondent, Round
from beside.ties.paper_records import Ties

Report = Callable[[str, float], None]
LOCK = 734002
NOON = time(12)
ROLL_SHARE = 0.55


def bring_in(made_up: MadeUp, *, today: Actor, report: Report | None = None) -> None:
    """Load the made-up federation into an empty system, all or nothing.

    Safe against another process that does the same: the second finds it loaded, and raises.
    """
    with acting(today, why="demo"), role(Role.ROLL), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        check_empty()
        load(by=today, made_up=made_up, report=report)


@action
def load(*, by: Actor, made_up: MadeUp, report: Report | None = None) -> None:
    """Write the roll, the accounts, the surveys and all that happened since; call it as the roll.

    Commitments and concerns go through their own actions, on the day and by the person they are of.
    """
    tell = report or (lambda _what, _share: None)
    Federation.objects.create(name=made_up.federation, fictional=True)
    with _many_rows_at_once():
        roll.apply(
            by=by, plan=_plan(made_up), report=lambda what, share: tell(what, share * ROLL_SHARE)
        )
    ids = dict(Person.objects.values_list("source_id", "pk"))
    schools = {school.source_id: school for school in School.objects.all()}
    _open_accounts(ids)
    _say_who_helps(made_up, schools)
    with _many_rows_at_once():
        for place, asking in enumerate(made_up.rounds, start=1):
            _keep_round(by, asking, schools[asking.school], ids)
            tell(asking.name, ROLL_SHARE + 0.1 * place)
    _keep_figures(by)
    for school in schools.values():
        listening.listen(school, ids, by)
    _replay(made_up, schools["willow-lane"], ids, by)
    open_survey(by, schools["willow-lane"], ids, timezone.now())
    choose(_acts(ids["reid"], made_up.today), schools["willow-lane"], ids, made_up)
    challenge(_acts(ids["reid"], made_up.today), schools["willow-lane"], ids, made_up)
    mentor(schools["willow-lane"], ids, _at(made_up.today))
    speak_for(schools["willow-lane"], ids, _at(made_up.today))
    for worry in made_up.worries:
        _raise(worry, schools[worry.school], ids)
    listening.talk(schools["willow-lane"], ids, _at(made_up.today))
    for each in made_up.thanks:
        _thank(each, schools["willow-lane"], ids)
    statistics.gather()
    tell_database(by)
    tell("done", 1.0)


@contextmanager
def _many_rows_at_once() -> Iterator[None]:
    """Keep PostgreSQL from nested loops: it has no statistics yet of rows written just now."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        yield
        cursor.execute("SET LOCAL enable_nestloop = on")


def _plan(made_up: MadeUp) -> Plan:
    changes = [
        Change(kind, id, "add", new={name: getattr(record, name) for name in FIELDS[kind][2]})
        for kind, records in made_up.records.items()
        for id, record in records.items()
    ]
    return Plan("made-up", [], changes)


def _open_accounts(ids: dict[str, uuid.UUID]) -> None:
    """An account for each sign-in whose person is here; they share a password, hashed once."""
    password = make_password(PASSWORD)
    Account.objects.bulk_create(
        Account(subject_id=ids[each.username], username=each.username, password=password)
        for each in SIGN_INS
        if each.username in ids
    )


def _say_who_helps(made_up: MadeUp, schools: dict[str, School]) -> None:
    HelpLine.objects.bulk_create(
        HelpLine(
            school=schools[line.school],
            who=line.who,
            hours=line.hours,
            out_of_hours=line.out_of_hours,
        )
        for line in made_up.help_lines
    )


def _keep_round(by: Actor, asking: Asking, school: School, ids: dict[str, uuid.UUID]) -> None:
    """A round as a round on paper is brought in; then who came to the meeting, if it is one."""
    ended_at = _at(asking.ended_on) if asking.ended_on else None
    round_ = Round.objects.create(
        school=school,
        name=asking.name,
        opened_by_id=ids[asking.opened_by],
        taken_on=asking.taken_on,
        closes_on=asking.ended_on,
        year_groups=list(asking.year_groups),
        status=Round.Status.ENDED if ended_at else Round.Status.OPEN,
        ended_at=ended_at,
    )
    ties = Ties(asking.nominations, asking.respondents, (), (), (), ())
    planned = paper.TiesPlan(ties, round_)
    paper.apply(by=by, school=school, name=asking.name, on=asking.taken_on, planned=planned)
    joined = Respondent.objects.filter(
        round=round_, person__in=[ids[each] for each in asking.joined]
    )
    joined.update(joined_at=timezone.now())
    joined.filter(answered=True).update(sent_at=timezone.now())
    if not ended_at:
        rounds.renew_code(by=by, round_=round_, now=timezone.now())


def _keep_figures(by: Actor) -> None:
    """What the worker would do within minutes of a survey's end."""
    with role(Role.RECKONER):
        for round_ in figures.rounds_to_keep(by).select_related("school"):
            figures.keep_figures(by=by, round_=round_, now=timezone.now())


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, NOON))


def _replay(made_up: MadeUp, school: School, ids: dict[str, uuid.UUID], by: Actor) -> None:
    for each in made_up.beside:
        _beside(each, school, ids, None)
    for adult, day in made_up.left:
        commitments.leave(by=_acts(by.subject_id, day), people=[ids[adult]])
    for adult, limit in made_up.limits.items():
        commitments.set_limit(by=_acts(ids[adult], made_up.today), limit=limit)


def _acts(subject: uuid.UUID | None, day: date) -> Actor:
    """Somebody on the day they acted, told to the database for the audit."""
    actor = Actor(subject, day)
    tell_database(actor)
    return actor


def _beside(
    each: Beside, school: School, ids: dict[str, uuid.UUID], given: Commitment | None
) -> None:
    """Do again what an adult and a pupil did, each on its day."""
    pupil, adult = ids[each.pupil], ids[each.adult]
    kept = given or commitments.commit(
        by=_acts(adult, each.starts), school=school, pupil=pupil, adult=adult
    )
    if each.answer and each.answered_on:
        commitments.answer_offer(
            by=_acts(pupil, each.answered_on),
            commitment=kept,
            yes=each.answer == "yes",
            now=_at(each.answered_on),
        )
    for talk in each.talks:
        had = commitments.talked(by=_acts(adult, talk.on), commitment=kept, words=talk.words)
        if talk.reply:
            commitments.reply(
                by=_acts(pupil, talk.on), talk=had, words=talk.reply, now=_at(talk.on)
            )
    _end(each, kept, school, ids)


def _end(each: Beside, kept: Commitment, school: School, ids: dict[str, uuid.UUID]) -> None:
    if each.ends is None:
        return
    by = _acts(ids[each.adult], each.ends)
    if each.handed_to is None:
        commitments.end(by=by, commitment=kept, words=each.ending_words)
        return
    successor = commitments.hand_over(by=by, commitment=kept, to=ids[each.handed_to.adult])
    _beside(each.handed_to, school, ids, successor)


def _raise(worry: Worry, school: School, ids: dict[str, uuid.UUID]) -> None:
    """A concern goes in as its writer sends it, and what was done as the lead writes it."""
    pupil, writer = ids[worry.pupil], ids[worry.writer]
    with role(Role.APP):
        receipt = safeguarding.raise_concern(
            by=_acts(writer, worry.on),
            school=school,
            pupil=pupil,
            words=worry.words,
            at=_at(worry.on),
            key=uuid.uuid5(school.pk, worry.words),
        )
        for entry in worry.entries:
            by = _acts(ids[entry.writer], entry.on)
            safeguarding.add_entry(
                by=by,
                concern=Concern.objects.get(receipt=receipt),
                kind=entry.kind,
                words=entry.words,
                at=_at(entry.on),
            )


def _thank(each: Thanks, school: School, ids: dict[str, uuid.UUID]) -> None:
    """A thank-you goes in as the pupil sends it, and is read and answered by the adult."""
    with role(Role.APP):
        recognition.send(
            by=_acts(ids[each.pupil], each.on),
            school=school,
            adult=ids[each.adult],
            words=each.words,
            at=_at(each.on),
            key=uuid.uuid5(school.pk, each.words),
        )
        if each.answered_on:
            by = _acts(ids[each.adult], each.answered_on)
            recognition.read(by=by, now=_at(each.answered_on))
            thank_you = ThankYou.objects.visible_to(by).get(words=each.words)
            recognition.answer(by=by, thank_you=thank_you, now=_at(each.answered_on))
