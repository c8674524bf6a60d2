"""A school whose pupils are asked, made for one test."""

from beside.ties.actions import answering, asking
from tests.factories import NOW, Small, act


class Survey:
    """Two tutor groups, two adults, a family; a survey of one promise that asks all of them."""

    def __init__(self, promise: str = "yes_no", **plan):
        self.made = made = Small()
        self.group = made.group("9A")
        self.isla = made.pupil("Isla Young", group=self.group)
        self.leo = made.pupil("Leo Gill", group=self.group)
        self.amina = made.pupil("Amina Yusuf", group=made.group("9B"))
        self.ann, self.bo = made.adult("Ann Okafor"), made.adult("Bo Lund")
        self.lead = made.adult("Joan Reid", "head_of_year", "9")
        self.mum = made.carer("Hodan Young", self.isla)
        made.member(self.ann, self.group, "tutor")
        made.proven()
        made.settle()
        by = act(self.lead)
        fields = {"name": "Autumn", "year_groups": ["9"], "promise": promise} | plan
        self.round = asking.open_round(by=by, school=made.school, plan=asking.Plan(**fields))

    def start(self, who) -> None:
        answering.start(by=act(who), round_=self.round, now=NOW)

    def add(self, who, question, alter=None, words=""):
        return answering.add(
            by=act(who),
            round_=self.round,
            question=question,
            alter=alter.pk if alter else None,
            words=words,
        )

    def keep(self, pupil, screen, **form):
        return answering.keep(by=act(pupil), round_=self.round, screen=screen, form=form)

    def send(self, who, screens=None) -> None:
        from beside.ties import questions

        self.round.refresh_from_db()
        answering.send(
            by=act(who), round_=self.round, screens=screens or questions.SCREENS, now=NOW
        )
