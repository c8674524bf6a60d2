"""A school in which a pupil can thank adults, made for one test."""

import uuid

from beside.recognition import actions
from beside.recognition.models import ThankYou
from beside.safeguarding.actions import new_key
from tests.factories import NOW, Small, act

WORDS = "You stayed behind to show Leo how the seed trays work."


class Thanking:
    """Two pupils, two teachers, a head of year, a lead, a mother, two gardeners of whom one is mine."""

    def __init__(self):
        self.made = made = Small()
        club = made.group("Allotment", "club")
        self.amina, self.leo = made.pupil("Amina Yusuf"), made.pupil("Leo Dunn")
        self.ann, self.bo = made.adult("Ann Okafor"), made.adult("Bo Lund")
        self.lead = made.adult("Nadia Shah", "safeguarding_lead")
        self.head_of_year = made.adult("Joan Reid", "head_of_year", "9")
        self.joan = made.adult("Joan Marsh", "community")
        self.stranger = made.adult("Jo Marshall", "community")
        self.fed = made.adult("Folake Adeyemi", "federation_lead")
        self.mum = made.carer("Hodan Yusuf", self.amina)
        made.member(self.amina, club)
        made.member(self.joan, club, "leader")
        made.settle()

    def send(self, adult=None, words=WORDS, key: uuid.UUID | None = None, by=None) -> ThankYou:
        by = act(by or self.amina)
        actions.send(
            by=by,
            school=self.made.school,
            adult=(adult or self.ann).pk,
            words=words,
            at=NOW,
            key=key or new_key(),
        )
        return ThankYou.objects.visible_to(by).latest("at")

    def read(self, adult=None) -> None:
        actions.read(by=act(adult or self.ann), now=NOW)
