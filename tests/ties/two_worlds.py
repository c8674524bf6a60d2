"""A school that can be told twice, differing only in whom its pupils named.

Everybody who reads a page is here: the people of tests/test_urls.py, somebody of every other kind
of post, and those who are near to a pupil in another way. In both worlds the same pupils answer the
same questions with as many people, in the same circles and for the same qualities; only who those
people are differs. Each adult is named by another pupil in one world than in the other, or by none.
"""

from datetime import timedelta
from typing import Any

from beside.access import actions as access
from beside.access.actor import role
from beside.access.models import Invitation
from beside.rights import Role
from beside.schools.models import Person, Post
from beside.ties import answers as said
from beside.ties import jobs, questions
from beside.ties.actions import answering, asking, commitments, families, rounds
from beside.ties.models import Commitment, FollowUp, Nomination, Round
from beside.timetable.actions import calendars
from tests.factories import NOW, OPERATOR, TODAY, act
from tests.pages import ROLES
from tests.test_urls import CODE, Place

OTHERS = 10
OUTSIDE = ("Grandpa", "Coach Ade")
INVITED = "the secret of an invitation"
HEARD = {"heard": "Much", "will_do": "More", "by_when": TODAY}

# Who is near to a pupil without a post that says so, or with a post for other pupils.
NEAR = (
    *("beside", "other tutor", "other head of year", "member of staff"),
    *("named pupil", "other pupil", "sibling", "other parent", "parent of another"),
)
# Who came in with the link of a letter: a parent of a pupil who named somebody, and of another.
LINKED = {"letter": "parent", "letter of another": "parent of another"}
READERS = tuple(dict.fromkeys((*ROLES, *Post.Kind.values, *NEAR, *LINKED)))


class World(Place):
    """The school before anybody has named anybody; `tell` makes it one world or the other."""

    def __init__(self, promise: str):
        super().__init__("Hill", CODE)
        self.promise, self.school = promise, self.small.school
        self.there = Place("Dale", "DDLLEE", self.small.federation)
        self._adults()
        self.small.proven(self.people["safeguarding_deputy"])
        self._pupils()
        self._families()
        self.small.settle()
        self._offer()
        self._rounds()
        self._adults_answer()
        self._places()
        act(None)

    def _adults(self) -> None:
        made, people = self.small, self.people
        self.second, self.club = made.group("9B"), made.group("Chess", "club")
        kinds = {each: each for each in Post.Kind.values if each not in people}
        near = {"beside": "teacher", "other tutor": "teacher", "member of staff": "staff"}
        for each, kind in (kinds | near).items():
            people[each] = made.adult(f"{each} Hill", kind)
        people["other head of year"] = made.adult("other lead Hill", "head_of_year", "8")
        made.member(people["other tutor"], self.second, "tutor")
        made.member(people["teacher"], self.club, "leader")
        not_at_school = ("pupil", "parent", "federation_lead")
        self.adults = [person for who, person in people.items() if who not in not_at_school]

    def _pupils(self) -> None:
        made, people = self.small, self.people
        self.namers = [people["pupil"], *(made.pupil(f"Namer {n}", group=self.group) for n in "BC")]
        self.namers.append(made.pupil("Namer D", group=self.second))
        self.quiet = [made.pupil(f"Quiet {n}", group=self.group) for n in "ABCD"]
        self.others = [made.pupil(f"Other {n}", group=self.group) for n in range(OTHERS)]
        people["sibling"] = made.pupil("Leo Hill", "8", made.group("8A"))
        people["named pupil"], people["other pupil"] = self.quiet[0], self.others[0]
        for each in (self.namers[0], self.quiet[0], self.others[0], people["sibling"]):
            made.member(each, self.club)

    def _families(self) -> None:
        made, people = self.small, self.people
        people["other parent"] = made.carer("Hodan Hill", self.namers[0], people["sibling"])
        people["parent of another"] = made.carer("Sana Hill", self.others[0])
        with role(Role.ROLL):
            for each in people.values():
                each.email = f"{each.source_id.replace(' ', '.').lower()}@example.org"
                each.save(update_fields=["email"])

    def _offer(self) -> None:
        """Somebody beside a pupil, with a talk behind them and a follow-up due today."""
        adult, pupil = self.people["beside"], self.quiet[0]
        by = act(adult)
        made = commitments.commit(by=by, school=self.school, pupil=pupil.pk, adult=adult.pk)
        with role(Role.ROLL):
            pair = {"pupil_id": pupil.pk, "adult_id": adult.pk, "commitment": made}
            FollowUp.objects.create(due=TODAY, **pair)
            self.talk = FollowUp.objects.create(done=TODAY, words="We met", **pair)
        self.offer: Commitment = made
        self._mentor()

    def _mentor(self) -> None:
        """An older pupil who is prepared, and beside one who names others."""
        by, older = act(self.people["head_of_year"]), self.people["other pupil"].pk
        access.check(by=by, pupil=older, source="a mentor")
        access.mentor(by=by, actor=older, pupil=self.namers[0].pk, source="an offer")

    def _rounds(self) -> None:
        """One that is over, one that asks everybody, one that asks pupils alone."""
        asks = ["staff_knows", "carer_staff", *questions.ASKED]
        fields = {"promise": self.promise, "questions": asks, "year_groups": ["9"], **HEARD}
        spring = TODAY.replace(month=3)
        self.over = self.small.round(
            "Spring", taken_on=spring, status="closed", closed_at=NOW, **fields
        )
        for pupil in (*self.namers, *self.quiet, *self.others):
            for question in ("survey", *questions.ASKED):
                self.small.asked(self.over, pupil, question)
        self.now = self._open("Autumn", asks_all=True)
        self.alone = self._open("Pupils alone", asks_all=False)
        self.rounds = (self.over, self.now, self.alone)
        with role(Role.ROLL):
            of_the_place = Round.objects.exclude(pk__in=self.ids_of_rounds())
            of_the_place.update(taken_on=TODAY - timedelta(days=90))

    def _open(self, name: str, asks_all: bool) -> Round:
        plan = asking.Plan(
            name,
            ["9"],
            self.promise,
            asks_staff=asks_all,
            asks_families=asks_all,
            closes_on=TODAY + timedelta(days=9),
        )
        by = act(self.people["head_of_year"])
        return asking.open_round(by=by, school=self.school, plan=plan)

    def _adults_answer(self) -> None:
        """The same in both worlds: which adults know whom, in the round that is over and now."""
        known = {"tutor": self.namers[:2], "teacher": self.quiet[:1], "staff": self.others[:6]}
        for adult in self.adults:
            self.small.asked(self.over, adult, "staff_knows")
        for who, pupils in known.items():
            for round_ in (self.over, self.now):
                for pupil in pupils:
                    self.small.names(round_, self.people[who], pupil, "staff_knows")
        parent = self.people["other parent"]
        self.small.asked(self.over, parent, "carer_staff")
        self.small.names(self.over, parent, self.namers[0], "carer_staff")
        rounds.send(by=act(self.people["staff"]), round_=self.now, now=NOW)

    def _places(self) -> None:
        """The ids that addresses have: those of tests/test_urls.py, and what was made here."""
        pupils = [self.namers[0], self.quiet[0], self.quiet[2], self.namers[3]]
        pupils.append(self.people["sibling"])
        self.ids: dict[str, list] = {each: [value] for each, value in self.ids.items()} | {
            "pupil": [each.pk for each in pupils],
            "group": [self.group.pk, self.second.pk],
            "year": ["9", "8"],
            "round": [*self.ids_of_rounds(), self.ids["round"]],
            "survey": [self.now.pk, self.alone.pk],
            "closed": [self.over.pk],
            "commitment": [self.ids["commitment"], self.offer.pk],
            "talk": [self.talk.pk],
            "screen": ["adult", "talk", "care", "stage", "beside-1"],
            "secret": [*self._links().values(), self._invitation(), self._calendar()],
            "cardcode": self._cards(),
            "need": [questions.SUITE, *questions.NEEDS],
        }
        short = {"pupil": 2, "round": 1, "screen": 2, "secret": 3}
        self.few_ids = {kind: ids[: short.get(kind, 1)] for kind, ids in self.ids.items()}
        self.few_ids["round"].append(self.round.pk)
        carers = ("parent", "other parent", "parent of another")
        self.carer_ids = [self.people[each].pk for each in carers]

    def ids_of_rounds(self) -> list:
        return [each.pk for each in self.rounds]

    def _links(self) -> dict[str, str]:
        by, carers = act(self.people["head_of_year"]), {w: self.people[w] for w in LINKED.values()}
        numbers = families.make_links(
            by=by, round_=self.now, carers=[each.pk for each in carers.values()], now=NOW
        )
        self.links = {
            who: families.link_code(self.now.pk, each.pk, numbers[each.pk])
            for who, each in carers.items()
        }
        return self.links

    def _invitation(self) -> str:
        with role(Role.ROLL):
            Invitation.objects.create(
                subject_id=self.people["colleague"].pk,
                token_hash=access.digest(INVITED),
                expires_at=NOW + timedelta(hours=1),
            )
        return INVITED

    def _calendar(self) -> str:
        return calendars.make_link(by=act(self.namers[0]), now=NOW)

    def _cards(self) -> list[str]:
        by = act(self.people["tutor"])
        return [*access.make_cards(by=by, subjects=[self.namers[0].pk], now=NOW).values()]

    def looked_after(self, reader: str) -> list[Person]:
        """Of the pupils who name somebody, those whom this reader is tutor or head of year of."""
        whose = {"tutor": self.namers[:3], "other tutor": self.namers[3:]}
        return (whose | {"head_of_year": self.namers}).get(reader, [])

    def tell(self, world: int) -> None:
        """The pupils answer every round, as they do in this world."""
        for place, pupil in enumerate(self.namers):
            named = self.named_by(place, world)
            _send_before(self.over, pupil, named)
            for round_ in (self.now, self.alone):
                _send(round_, pupil, named)
        self.small.reckon(self.over)
        jobs.keep_all(OPERATOR)
        act(None)

    def named_by(self, place: int, world: int) -> dict[str, list[Any]]:
        """Whom the pupil of this place names, by question: as many in both worlds, but others."""
        first = 2 * place + 3 * world
        adults = [self.adults[(first + n) % len(self.adults)] for n in (0, 1, 5)]
        friends = [
            self.quiet[world + 2 * (place == 3)],
            self.namers[(place + 1 + world) % len(self.namers)],
        ]
        family = self.people[("parent", "sibling")[world]]
        return {
            "adult": adults[:2],
            "peer": friends,
            "family": [family] if place == 0 else [],
            "outside": [OUTSIDE[(place + world) % 2]],
            "wish": adults[2:],
        }


def _send_before(round_: Round, pupil: Person, named: dict[str, list[Any]]) -> None:
    rows = [
        Nomination(
            round=round_,
            ego_id=pupil.pk,
            question=question,
            ring=None if question == "wish" else 1,
            qualities=["care"] if place == 0 and question != "wish" else [],
            stage="from" if question == "adult" else "",
            **{"alter_words": each} if isinstance(each, str) else {"alter_id": each.pk},
        )
        for question, people in named.items()
        for place, each in enumerate(people)
    ]
    with role(Role.ROLL):
        Nomination.objects.bulk_create(rows)


def _send(round_: Round, pupil: Person, named: dict[str, list[Any]]) -> None:
    """As the pages do it, screen by screen into the draft, and then sent."""
    by = act(pupil)
    draft = answering.start(by=by, round_=round_, now=NOW)
    for question in questions.PEOPLE:
        for each in named[question]:
            key = said.add_person(draft.answers, question, **_whom(each))
            said.place(draft.answers, key, 1)
    for screen in (*questions.QUALITIES, "helps"):
        said.say(draft.answers, screen, {"who": ["p1", "p3"]})
    said.say(draft.answers, "stage", {"stage-p1": ["from"], "stage-p2": ["with"]})
    said.say(draft.answers, "go_to", {"go_to": ["one"]})
    said.wish_for(draft.answers, **_whom(named["wish"][0]))
    draft.save(update_fields=["answers", "at"])
    answering.send(by=by, round_=round_, screens=questions.SCREENS, now=NOW)


def _whom(named: Any) -> dict[str, str]:
    return {"words": named} if isinstance(named, str) else {"alter": str(named.pk)}
