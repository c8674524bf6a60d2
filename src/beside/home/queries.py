"""What stands on each role's first page."""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from beside.access import locks, registry
from beside.access.actor import Actor
from beside.access.calendar import now
from beside.access.models import in_force
from beside.access.reach import Reaches
from beside.audit.looks import look
from beside.audit.models import Seen
from beside.enrichment import companions
from beside.enrichment.queries import mine as challenges
from beside.recognition import queries as recognition
from beside.rights import Basis, Line, Said, Verb
from beside.schools import queries as schools
from beside.schools.here import DECIDES, Here
from beside.schools.models import Enrolment, Person, Post
from beside.schools.queries import releases
from beside.ties import family_wording, wording
from beside.ties.models import Approach, FollowUp, Round
from beside.ties.naming import Mentored, mentored, my_mentors
from beside.ties.queries import (
    answering,
    commitments,
    families,
    measured,
    mentoring,
    rounds,
    states,
    wishes,
)
from beside.ties.queries import people as people_

SHOWN = 12


@dataclass(frozen=True)
class Need:
    """A pupil with a need that nobody has taken, and the year page it stands on."""

    line: states.Line
    year: str


def adult_home(here: Here, *, all_due: bool = False) -> dict:
    """A member of staff's first page: needs of their years, follow-ups, people leaving, rounds.

    Of the follow-ups the oldest dozen, or all.
    """
    actor, leads = here.actor, bool(here.years)
    years = sorted({year for _, year in here.years}) or tutored_years(actor)
    listed = commitments.unended(actor)
    going_on = [each for each in listed if each.ends is None]
    rounds_ = rounds.of_or_waiting(actor, here.school)
    about = states.ended_first(r for r in rounds_ if r.school == here.school)
    needs, more = new_needs(here, years, about, going_on)
    mine = [each for each in going_on if each.adult_id == actor.subject_id]
    every_due = commitments.due_follow_ups(actor)
    due = every_due if all_due else every_due[:SHOWN]
    left = commitments.left_open(actor, listed) if leads else []
    asked = wishes.asked_of(actor)
    thanks, has_thanks = recognition.new_to(actor)
    people = commitments.people_in([*mine, *due, *(each for each, _day in left)])
    people += [person for each in asked for person in (each.pupil_id, each.asked_by_id)]
    names = ({} if _is_staff(here) else mentored()) | schools.names_of(actor, [*people, *thanks])
    return {
        "here": here,
        "leads": leads,
        "tutor_groups": schools.tutor_groups(actor) if years and not leads else [],
        "sees_needs": bool(years),
        "needs": needs,
        "more_needs": more,
        "due": commitments.named_due(due, names),
        "more_due": len(every_due) - len(due),
        "leaving": commitments.named_left(left, names),
        "open_rounds": [each for each in rounds_ if each.waits],
        "mine": [(names[c.pupil_id], c) for c in mine if c.pupil_id in names],
        "asked": [
            (names[a.pupil_id], names.get(a.asked_by_id), a) for a in asked if a.pupil_id in names
        ],
        "told": people_.who_told(actor),
        "thanks": [names[pupil] for pupil in thanks if pupil in names],
        "has_thanks": has_thanks,
        "is_staff": _is_staff(here),
        "files": releases.waiting(actor, now()) if here.holds(*DECIDES) else 0,
        "looked_after": mentoring.whom_i_look_after(actor),
        "is_empty": not needs and _is_empty(here),
    }


def _is_empty(here: Here) -> bool:
    """Whether it is for this actor to bring in the roll, and nobody is on it."""
    has_roll = here.holds(Post.Kind.OFFICE)
    return has_roll and not schools.pupils_of(here.actor, here.school).exists()


def _is_staff(here: Here) -> bool:
    return here.holds(*(kind for kind in Post.Kind if kind not in Post.NOT_STAFF))


def tutored_years(actor: Actor) -> list[str]:
    """The year groups of the pupils whom this actor tutors today."""
    found = Enrolment.objects.visible_to(actor).filter(
        Reaches("person", (Basis.TUTOR,)), in_force(actor.today)
    )
    return list(found.values_list("year_group", flat=True).distinct())


def new_needs(
    here: Here, years: list[str], rounds_: list[Round], going_on: list[commitments.Held]
) -> tuple[list[states.Line], int]:
    """Pupils of these years whom nobody has taken, those with nobody first; and how many more.

    `rounds_` are those of the school, the first about a year group being its latest.
    """
    taken = {each.pupil_id for each in going_on if each.answer != "no"}
    latest = {year: states.latest_about(rounds_, year) for year in years}
    asked = {year: each for year, each in latest.items() if each}
    found = states.untaken(here.actor, here.school, asked, taken) if asked else []
    found.sort(key=lambda line: states.ATTENTION.index(line.state))
    shown = found[:SHOWN]
    round_ = next(iter(asked.values()), None)
    return states.with_ways_in(here.actor, shown, round_), len(found) - len(shown)


def pupil_home(here: Here) -> dict:
    """A pupil's first page: offers to answer, people beside them, talks, what a thank-you met."""
    actor = here.actor
    listed = commitments.of_pupil(actor, actor.subject_id)
    names = schools.names_of(actor, [c.adult_id for c in listed])
    if any(c.adult_id not in names for c in listed):
        names = my_mentors() | names
    own = mentoring.mine(actor)
    open_ = [(names[c.adult_id], c) for c in listed if c.ends is None and c.adult_id in names]
    return {
        "here": here,
        "surveys": list(answering.asked_in(actor)),
        "heard": list(answering.heard_by(actor).order_by("-closed_at")[:2]),
        "offers": [pair for pair in open_ if not pair[1].answer],
        "beside": [pair for pair in open_ if pair[1].answer == "yes"],
        "talks": _talks(listed, names),
        "answered": recognition.answered_lately(actor, now()),
        "mentoring": own,
        "asked": _asked_mentor(actor) if own and own.prepared_on else [],
        "got_to_know": got_to_know(actor),
    }


def got_to_know(actor: Actor) -> list[tuple[str, list[str]]]:
    """By challenge of the pupil, whom of their team they named for the first time since it began.

    From what they said themselves, and for them alone; nothing where it is nobody.
    """
    teams = challenges.teams_since(actor)
    first: dict[uuid.UUID, date] = {}
    named = people_.sent_by(actor, ("peer",)).filter(alter__isnull=False)
    rows = named.order_by("round__taken_on").values_list("alter_id", "round__taken_on")
    for person, day in rows if teams else ():
        first.setdefault(person, day)
    found = [
        (
            team.challenge.title,
            [each.name for each in companions.team(team.pk) if each.person in new],
        )
        for team, since in teams
        for new in [{person for person, day in first.items() if day >= since}]
        if new
    ]
    return [(title, names) for title, names in found if names]


def _asked_mentor(actor: Actor) -> list[tuple[Mentored, Approach]]:
    """Whom an older pupil is asked to get to know."""
    asked, names = wishes.asked_of(actor), mentored()
    return [(names[each.pupil_id], each) for each in asked if each.pupil_id in names]


def _talks(listed, names) -> list[tuple[Person, FollowUp]]:
    done = [
        (names[c.adult_id], f)
        for c in listed
        if c.adult_id in names
        for f in c.follow_ups.all()
        if f.done and f.words
    ]
    return sorted(done, key=lambda pair: pair[1].done, reverse=True)[:6]


def who_looked(here: Here) -> list[tuple[date, list[tuple[str, str, object]]]]:
    """By day: who looked at what of mine, and when; readers without a name are left as staff."""
    found = list(
        locks.visible(Seen, here.actor)
        .filter(pupils__contains=[here.actor.subject_id])
        .filter(told=True)
        .order_by("-at")[:200]
    )
    names = schools.names_of(here.actor, {s.reader for s in found})
    days: dict[date, list] = defaultdict(list)
    for seen in found:
        name = names[seen.reader].name if seen.reader in names else _("Somebody at school")
        days[timezone.localdate(seen.at)].append((name, look(seen.what).words, seen.at))
    return sorted(days.items(), reverse=True)


BASIS_WORDS = {
    Basis.SELF: lazy("the pupil"),
    Basis.CARER: lazy("parents and carers"),
    Basis.TUTOR: lazy("the tutor"),
    Basis.TEACHER: lazy("teachers"),
    Basis.STAFF: lazy("staff of the school"),
    Basis.HEAD_OF_YEAR: lazy("the head of year"),
    Basis.ORGANISER: lazy("whoever runs the survey"),
    Basis.FINDS_MENTORS: lazy("heads of year, and whoever organises for the school"),
    Basis.BESIDE: lazy("an adult who is beside the pupil"),
    Basis.MENTOR: lazy("an older pupil or a helper from outside"),
    Basis.SAFEGUARDING_LEAD: lazy("the safeguarding lead"),
    Basis.OFFICE: lazy("the school office"),
    Basis.HEAD: lazy("the head"),
    Basis.CHAIR: lazy("the chair of governors"),
}
WHEN_WORDS = {
    "always": "",
    "own": lazy("only what they wrote themselves"),
    "names": lazy("only if the survey said so before it began"),
    "opened": lazy("only if the survey said so before it began, or the pupil let them"),
    "chosen": lazy("only if the pupil let them"),
    "not_past": lazy("unless it goes past them, as it names them"),
    "let": lazy("only this one, if it was given to them by name"),
    "file": lazy("only in what they may read"),
    "organised": lazy("only for years that they organise"),
    "noted": lazy("only what they wrote, for years that they organise"),
}


def who_sees() -> list[tuple[str, list[str]]]:
    """For each kind of record the people who may read it, in words, straight from its lines."""
    rows: dict[str, list[str]] = {}
    for line in registry.book().lines:
        if line.words:
            rows.setdefault(str(line.words), []).extend(_readers(line))
    return [(words, list(dict.fromkeys(readers))) for words, readers in rows.items()]


def _readers(line: Line) -> Iterator[str]:
    for basis, who in BASIS_WORDS.items():
        when = line.rights.get((basis, Verb.READ))
        if when:
            only = WHEN_WORDS[when]
            yield str(line.readers.get(basis) or (f"{who} ({only})" if only else who))
    if line.also_read:
        yield str(line.also_read)


def kept() -> list[Said]:
    """What is kept about a pupil and why, each once, in the order of the lines."""
    said = (line.said for line in registry.book().lines if line.said)
    return list({str(each.what): each for each in said}.values())


def pupil_page(here: Here, enrolment: Enrolment) -> dict:
    """A pupil as an adult may see them: what is known, who is beside them, ways in."""
    actor, pupil = here.actor, enrolment.person_id
    sees_states = locks.reached((Basis.TUTOR, Basis.HEAD_OF_YEAR)).filter(pk=pupil).exists()
    listed = commitments.of_pupil(actor, pupil)
    names = schools.names_of(actor, [c.adult_id for c in listed])
    rounds_ = states.rounds_about(enrolment.school, enrolment.year_group) if sees_states else []
    return {
        "here": here,
        "enrolment": enrolment,
        "person": enrolment.person,
        "sees_states": sees_states,
        "known": _known(actor, pupil, rounds_),
        "measured": _measured(actor, pupil, rounds_),
        "commitments": [(names[c.adult_id], c) for c in listed if c.adult_id in names],
        "suggestions": _suggestions(actor, enrolment) if sees_states else [],
        "leads": (enrolment.school, enrolment.year_group) in here.years,
        "way_in": schools.shared_with_adults(actor, [pupil]).get(pupil, []),
        "ideas": _ideas(actor, pupil),
        "mine": next((c for c in listed if c.adult_id == actor.subject_id and not c.ends), None),
        "named": people_.named_by(actor, pupil),
        "wished": wishes.wished_by(actor, pupil),
        "why": why_visible(here, pupil),
    }


def _suggestions(actor: Actor, enrolment: Enrolment) -> list[tuple[commitments.Suggestion, str]]:
    """Who might be the right person, each with how it stands where they were asked before."""
    found = commitments.suggestions(actor, enrolment)
    stands = wishes.asked_about(actor, enrolment.person_id, [each.person.pk for each in found])
    return [(each, stands.get(each.person.pk, "")) for each in found]


def _ideas(actor: Actor, pupil: uuid.UUID) -> list[list[str]]:
    """What families let the actor read, a list of lines for each who wrote."""
    words = family_wording.CHOICES["could"]
    return [
        [*(str(words[tick]) for tick in idea.ticks), *filter(None, [idea.words])]
        for idea in families.ideas_about(actor, [pupil])
    ]


def _known(actor, pupil: uuid.UUID, rounds_: list) -> list[tuple[object, str]]:
    found = []
    for round_ in sorted(rounds_, key=lambda r: r.taken_on, reverse=True)[:4]:
        state = states.states_in(actor, round_, [pupil]).get(pupil)
        if state:
            found.append((round_, state[0]))
    return found


def _measured(actor, pupil: uuid.UUID, rounds_: list) -> list[tuple[object, object]]:
    """What badges measured of the pupil, in words, round by round."""
    found = [(each, measured.in_round(actor, each, [pupil])) for each in rounds_]
    return [(each, wording.MEASURED[said.states[pupil]]) for each, said in found if said]


def why_visible(here: Here, pupil: uuid.UUID) -> str:
    """Why this actor can see this pupil, in words."""
    bases = [b for b in BASIS_WORDS if b not in (Basis.SELF, Basis.CARER)]
    held = [b for b in bases if locks.reached((b,)).filter(pk=pupil).exists()]
    return ", ".join(str(BASIS_WORDS[b]) for b in held)
