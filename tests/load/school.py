"""The survey of a load run, in a filled school: opened, a card for every pupil, told as JSON.

The first year group is shown every screen, the others eight.

Runs in a process of its own as the owner, acting as whoever leads every year.
"""

import json
import uuid

import django

django.setup()

from beside.access.actions import make_cards  # noqa: E402
from beside.access.actor import Actor, acting, role  # noqa: E402
from beside.access.calendar import now, today  # noqa: E402
from beside.access.models import Account  # noqa: E402
from beside.home.benches.school import LEAD  # noqa: E402
from beside.home.benches.size import YEARS  # noqa: E402
from beside.rights import Role  # noqa: E402
from beside.safeguarding.models import MessageTest  # noqa: E402
from beside.schools.models import Enrolment, Post, School  # noqa: E402
from beside.ties import questions  # noqa: E402
from beside.ties.actions import asking  # noqa: E402

SHORT = ("adult", "peer", *questions.QUALITIES, "go_to", "learner")
SCREENS = {questions.EVERY_YEAR: SHORT, YEARS[0]: questions.SCREENS}


def _prove(who: uuid.UUID) -> None:
    """Let the one who runs the surveys be safeguarding lead, whom a test message reached.

    Nobody acts, as when whoever runs Beside appoints: from a person it would want another’s yes.
    """
    school = School.objects.get()
    kind = Post.Kind.SAFEGUARDING_LEAD
    Post.objects.create(person_id=who, school=school, kind=kind, source_id="lead")
    MessageTest.objects.create(
        school=school, to_id=who, sent_by_id=who, sent_at=now(), confirmed_at=now()
    )


def main() -> None:
    """Print the survey's id and the code of each pupil's card."""
    with acting(Actor(None, today()), door="sign-in"), role(Role.ROLL):
        lead = Actor(Account.objects.get(username=LEAD).pk, today())
        _prove(lead.subject_id)
    with acting(lead), role(Role.APP):
        plan = asking.Plan(name="Winter", year_groups=YEARS, promise="yes_no", screens=SCREENS)
        round_ = asking.open_round(by=lead, school=School.objects.get(), plan=plan)
        pupils = Enrolment.objects.visible_to(lead).values_list("person_id", "year_group")
        years = dict(pupils)
        codes = make_cards(by=lead, subjects=list(years), now=now())
    cards = {
        str(pupil): {"code": code, "screens": questions.screens_of(SCREENS, years[pupil])}
        for pupil, code in codes.items()
    }
    print(json.dumps({"round": str(round_.pk), "cards": cards}))


main()
