"""Coming in as somebody: by a card, by a letter to a family, by the code of a staff meeting."""

import re
from email import message_from_string, policy

from tests.assurance.attacks.attacked import Attacked, until
from tests.assurance.attacks.visitor import Answer, Visitor


def group_id(school: Attacked, name: str) -> str:
    return school.one(f"SELECT id FROM schools_group WHERE name = '{name}'")


def round_id(school: Attacked, name: str) -> str:
    return school.one(f"SELECT id FROM ties_round WHERE name LIKE '{name}%' AND status = 'open'")


def card(school: Attacked, tutor: Visitor, pupil: str, group: str = "9KP") -> str:
    """The code of a new card that a tutor has made."""
    made = tutor.post(f"/cards/{group_id(school, group)}/", pupil=pupil, anew=1)
    return "".join(re.search(r"\b([A-Z2-9]{4}) ([A-Z2-9]{4})\b", made.text).groups())


def letter(organiser: Visitor, asking: str, group: str, **form) -> str:
    """The code of a letter to a parent or carer."""
    made = organiser.post(f"/surveys/{asking}/letters/{group}/", text=1, **form)
    return re.search(r"/family/([A-Z0-9]{8,16})/", made.text)[1]


def join(school: Attacked, visitor: Visitor, code: str, person: str) -> Answer:
    """Say at the door of a meeting that one is this person."""
    return visitor.post(visitor.get(f"/join/{code}/").path, person=person)


def come_in(school: Attacked, visitor: Visitor, code: str, person: str) -> Answer:
    """The same by who reads this person's mail too."""
    for each in (school.data / "mail").glob("*"):
        each.unlink()
    asked = join(school, visitor, code, person)
    if "/meeting/" in asked.path:
        return asked
    to = school.one(f"SELECT email FROM schools_person WHERE subject_id = '{person}'")
    return visitor.post(asked.path, key=until(lambda: _mailed(school, to), 60, "the mail"))


def _mailed(school: Attacked, to: str) -> str:
    for each in (school.data / "mail").glob("*"):
        mail = message_from_string(each.read_text(), policy=policy.default)
        found = re.search(r": ([A-Z2-9]{6})$", mail.get_content(), re.M)
        if found and to in str(mail["To"]):
            return found[1]
    return ""
