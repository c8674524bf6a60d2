"""The letters of an attack: everything that somebody can press who wants to become more.

Each takes the attack and does one thing with it, on the pages; what is refused does nothing.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile

from beside.schools.models import Post
from tests.becoming.attack import Attack
from tests.becoming.town import GRABBED, told
from tests.factories import NOW
from tests.pages import POSTS
from tests.test_urls import CODE

Letter = Callable[[Attack], None]
PASSWORD = "Nine Elms 1887 otter"
OFFICE = "office"


def bring_in(attack: Attack) -> None:
    """The office writes into files whatever it likes, and approves what is planned."""
    wanted = attack.drawn.sample(_rows(attack), attack.drawn.choice([1, 1, 2]))
    files: dict[str, str] = {}
    for name, head, row in wanted:
        files[name] = files.get(name, f"{head}\n") + f"{row}\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.csv", text)
    _upload(attack, SimpleUploadedFile("x.zip", out.getvalue()))


POST_HEAD = "person,school,kind,title,year_group,starts,ends"
PEOPLE_HEAD = "id,given_name,family_name,email,role,school,year_group,tutor_group"


def _rows(attack: Attack) -> list[tuple[str, str, str]]:
    """Rows of files that would give, move or end something."""
    person = attack.drawn.choice(attack.people).source_id
    other = attack.drawn.choice([p.source_id for p in attack.town.people.values()])
    rows = []
    for kind in Post.Kind.values:
        year = "9" if kind == "head_of_year" else ""
        rows.append(("posts", POST_HEAD, f"{person},Hill,{kind},x,{year},,"))
    for kind in ("office", "safeguarding_lead", "head"):
        rows.append(("posts", POST_HEAD, f"{person},Dale,{kind},x,,,"))
    for who in ("safeguarding_lead", "head", "office"):
        ended = f"{who} Hill,Hill,{who},x,,2020-09-01,2026-11-20"
        rows.append(("posts", POST_HEAD, ended))
    for as_ in ("tutor", "teacher", "leader", "pupil"):
        rows.append(("memberships", "person,group,role", f"{person},Hill/9A,{as_}"))
    rows.append(("family_links", "carer,pupil,relation", f"{person},Isla Hill,aunt"))
    rows.append(("people", PEOPLE_HEAD, f"ghost,Gale,Ghost,{GRABBED},staff,Hill,,"))
    rows.append(("posts", POST_HEAD, "ghost,Hill,safeguarding_lead,x,,,"))
    given, _, family = other.partition(" ")
    kind = "pupil" if other.startswith("Isla") else "teacher"
    moved = f"{other},{given},{family},{GRABBED},{kind},Hill,9,Hill/9A"
    return [*rows, *[("people", PEOPLE_HEAD, moved)] * 3]


def _upload(attack: Attack, file: SimpleUploadedFile) -> None:
    client = _client(attack, OFFICE)
    response = attack.press(client, "roll", files=file)
    if response.status_code == 302 and re.search(r"/roll/[0-9a-f-]{36}/", response.url):
        _approve(attack, client, response.url.split("/")[-2])


def _approve(attack: Attack, client, pk: str) -> None:
    ((plan,),) = told("SELECT plan FROM schools_rollimport WHERE id = %s", pk)
    held = [each["key"] for each in json.loads(plan).get("held", [])]
    attack.press(client, "roll_approve", pk, accept=held)


def _client(attack: Attack, *roles: str):
    """The browser of an attacker of this role, if one is; else any of theirs."""
    own = [attack.own[role] for role in roles if role in attack.own]
    return attack.drawn.choice(own or attack.clients)


def paste(attack: Attack) -> None:
    """The office pastes a sheet of staff, with a job title that implies a post."""
    person = attack.drawn.choice(attack.people)
    title = attack.drawn.choice(["Headteacher", "Designated Safeguarding Lead", "Head of Year 9"])
    text = f"Name\tEmail\tJob title\n{person.name}\t{GRABBED}\t{title}\n"
    client = _client(attack, OFFICE)
    response = attack.press(client, "roll_paste", text=text)
    if response.status_code == 302 and re.search(r"/roll/[0-9a-f-]{36}/", response.url):
        _approve(attack, client, response.url.split("/")[-2])


def take_back(attack: Attack) -> None:
    """An import is taken back."""
    found = told("SELECT id FROM schools_rollimport WHERE status = 'applied' ORDER BY at, id")
    if found:
        client = _client(attack, OFFICE)
        attack.press(client, "roll_undo", attack.drawn.choice(found)[0], apply="1")


def change_by_hand(attack: Attack) -> None:
    """The office moves a pupil, or has one leave or join, by hand."""
    client, pupil = _client(attack, OFFICE), attack.town.here.people["pupil"].pk
    what = attack.drawn.choice(["move", "leave", "rename", "join"])
    group = str(attack.town.here.group.pk)
    fields = {"day": "2026-11-24", "last_day": "2026-11-24", "reason": "moved", "group": group}
    fields |= {"given_name": "Ann", "family_name": "Other", "year": "9", "year_group": "9"}
    if what == "join":
        attack.press(client, "roll_join", **fields)
    else:
        attack.press(client, "roll_change", pupil, what, **fields)


def say_yes(attack: Attack) -> None:
    """Yes is said to what waits."""
    found = told("SELECT id FROM schools_held WHERE status = 'waiting' ORDER BY id")
    for (held,) in found[:2]:
        attack.press(attack.any_client(), "say_held", held, answer="yes")


def invite(attack: Attack) -> None:
    """The office invites somebody, and keeps what the page shows."""
    response = attack.press(_client(attack, OFFICE), "invite", attack.anybody())
    for secret in re.findall(r"/invitation/([\w-]{20,})/", response.content.decode()):
        attack.add_key("invitation", secret)
    if attack.drawn.random() < 0.2:
        attack.press(_client(attack, OFFICE), "invite_all")


def make_card(attack: Attack) -> None:
    """Whoever looks after a pupil makes them a card, and keeps it."""
    client = _client(attack, "tutor", "head_of_year")
    pupil = attack.drawn.choice([attack.town.here.people["pupil"], attack.town.new])
    fields = {"pupil": str(pupil.pk), "anew": "1"}
    response = attack.press(client, "card_sheet", attack.town.here.group.pk, **fields)
    for card in (response.context or {}).get("cards", []):
        attack.add_key("card", card["code"], card["person"].pk)


def confirm_card(attack: Attack) -> None:
    """Whoever looks after a pupil says whose hands a card is in."""
    for (card,) in told("SELECT subject_id FROM access_signincard WHERE past_shut"):
        client = _client(attack, *attack.drawn.sample(["tutor", "head_of_year"], 2)[:1])
        attack.press(client, "cards_confirm", card=str(card))


def make_letter(attack: Attack) -> None:
    """Whoever runs a survey makes a letter to a parent, and keeps it."""
    here = attack.town.here
    fields = {"anew": str(here.people["parent"].pk), "text": "1"}
    client = _client(attack, "organiser", "head_of_year", "head")
    response = attack.press(client, "letters_of_group", here.round.pk, here.group.pk, **fields)
    for letter in (response.context or {}).get("letters", []):
        attack.add_key("letter", letter.code.replace(" ", ""), here.people["parent"].pk)


def join_meeting(attack: Attack) -> None:
    """Somebody asks at the door of the meeting for a code, or is let in by name."""
    whom = attack.town.here.people[attack.drawn.choice(["staff", "colleague"])].pk
    client = attack.drawn.choice([attack.stranger(), attack.any_client()])
    attack.press(client, "join_choose", CODE, person=str(whom))
    inside = _client(attack, "staff", "colleague")
    round_ = attack.town.here.round.pk
    response = attack.press(inside, "meeting_let_in", round_, person=str(whom))
    if key := (response.context or {}).get("key"):
        attack.add_key("door", key, whom)


def guess_door(attack: Attack) -> None:
    """Somebody types a wrong code for a name at the door of the meeting."""
    attack.add_key("door", "AAAAAA", attack.town.here.people["colleague"].pk)
    _through_door(attack, "AAAAAA", attack.town.here.people["colleague"].pk)


def forget_password(attack: Attack) -> None:
    """A new password is asked for somebody."""
    person = attack.drawn.choice(list(attack.town.people.values()))
    attack.press(attack.stranger(), "account_reset_password", email=person.email)


def read_mail(attack: Attack) -> None:
    """What came by mail is opened: invitations, new passwords, letters, codes of the meeting."""
    for link in attack.links("invitation/"):
        attack.add_key("invitation", link.strip("/"))
    for link in attack.links("family/"):
        attack.add_key("letter", link.strip("/"))
    for link in attack.links("account/"):
        attack.add_key("reset", link)
    for letter in attack.mails():
        for code in re.findall(r": ([A-Z2-9]{6})\n", letter.body):
            for who in ("staff", "colleague"):
                attack.add_key("door", code, attack.town.here.people[who].pk)


def use_keys(attack: Attack) -> None:
    """Every key that is known is tried, each in a browser of its own."""
    read_mail(attack)
    for kind, code, whose in list(attack.keys):
        USES[kind](attack, code, whose)


def _use_card(attack: Attack, code: str, _whose) -> None:
    client = attack.stranger()
    if attack.press(client, "card", code.replace(" ", "")).status_code == 302:
        attack.come_in.append(client)


def _use_invitation(attack: Attack, secret: str, _whose) -> None:
    client = attack.stranger()
    fields = {"username": "taken-over", "password": PASSWORD, "email": GRABBED}
    if attack.press(client, "invitation", secret, **fields).status_code == 302:
        attack.come_in.append(client)


def _use_letter(attack: Attack, code: str, _whose) -> None:
    client = attack.stranger()
    if attack.press(client, "family", code).status_code == 302:
        attack.come_in.append(client)


def _through_door(attack: Attack, code: str, whose) -> None:
    client = attack.stranger()
    if attack.press(client, "join_confirm", CODE, whose, key=code).status_code == 302:
        attack.come_in.append(client)


def _use_reset(attack: Attack, link: str, _whose) -> None:
    client = attack.stranger()
    page = client.get(f"/account/{link}", follow=True)
    client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    attack.work()
    attack.come_in.append(client)


USES = {
    "card": _use_card,
    "invitation": _use_invitation,
    "letter": _use_letter,
    "door": _through_door,
    "reset": _use_reset,
}


def go_beside(attack: Attack) -> None:
    """Somebody is put beside a pupil, asked to be, or answers, hands over, ends."""
    page = attack.drawn.choice(
        ["commit", "ask_adult", "answer_ask", "answer_offer", "hand_over", "end_commitment"]
        + ["undo_commitment", "mentors", "mentor_end", "mentor_answer", "mentor_stop"]
    )
    press_page(attack, page)


def press_anything(attack: Attack) -> None:
    """Any page that takes a form is sent one that would give the attacker what it can."""
    press_page(attack, attack.drawn.choice(POSTS).name)


PAGES = {page.name: page for page in POSTS}


def press_page(attack: Attack, name: str) -> None:
    page = PAGES[name]
    if name in ("sign_out", "account_password", "account_lock"):
        return
    ids = attack.drawn.choice([attack.town.here.ids] * 3 + [attack.town.there.ids])
    fresh = _made_since(attack) | ids
    known = {**ids, **(fresh if attack.drawn.random() < 0.5 else {})}
    args = [known[each] for each in page.args]
    if "person" in page.args or "asked" in page.args:
        args = [
            attack.anybody() if each in ("person", "asked") else known[each] for each in page.args
        ]
    attack.press(attack.any_client(), name, *args, **_fields(attack))


def _made_since(attack: Attack) -> dict:
    newest = told("SELECT id FROM ties_commitment WHERE ends IS NULL ORDER BY starts DESC, id")
    asked = told("SELECT id FROM ties_approach WHERE ends IS NULL ORDER BY asked_on DESC, id")
    found = {}
    if newest:
        found["commitment"] = attack.drawn.choice(newest)[0]
    if asked:
        found["approach"] = attack.drawn.choice(asked)[0]
    return found


def _fields(attack: Attack) -> dict[str, str]:
    """What any form of the product may ask for, filled in to the attacker's gain."""
    people = ("person", "adult", "to", "helper", "leader", "listener", "looked_after_by", "actor")
    pupil = attack.drawn.choice([attack.town.here.people["pupil"].pk, attack.town.new.pk])
    yes = ("yes", "apply", "confirm", "let", "names", "on", "anew", "agree")
    fields = {each: str(attack.anybody()) for each in people} | dict.fromkeys(yes, "yes")
    fields |= {"pupil": str(pupil), "answer": attack.drawn.choice(["yes", "no"])}
    fields |= {"words": "Hello", "why": "Because", "name": "Spring", "title": "Art"}
    fields |= {"day": "2026-11-24", "closes_on": "2026-12-20", "promise": "names"}
    fields |= {"year_groups": "9", "who": "9", "number": "1", "knows": "face"}
    fields |= {"email": GRABBED, "word": "blue otter", "at": NOW.isoformat()}
    return fields


LETTERS: dict[Letter, tuple[str, ...]] = {
    # Each with the roles of whom it may do something for; nobody, where it is anybody's.
    bring_in: (OFFICE,),
    paste: (OFFICE,),
    take_back: (OFFICE,),
    change_by_hand: (OFFICE,),
    say_yes: (OFFICE, "safeguarding_lead", "head", "organiser"),
    invite: (OFFICE,),
    make_card: ("tutor", "head_of_year"),
    confirm_card: ("tutor", "head_of_year"),
    make_letter: ("organiser", "head_of_year", "head"),
    join_meeting: (),
    guess_door: (),
    forget_password: (),
    use_keys: (),
    go_beside: (),
    press_anything: (),
}


def fitting(attack: Attack) -> list[Letter]:
    """The letters that may do something for these attackers, oftener where something waits."""
    own = set(attack.who)
    fits = [letter for letter, roles in LETTERS.items() if own & set(roles)]
    free = [letter for letter, roles in LETTERS.items() if not roles]
    next_: list[Letter] = []
    if attack.keys or attack.links(""):
        next_ += [use_keys] * 5
    if told("SELECT 1 FROM schools_held WHERE status = 'waiting'"):
        next_ += [say_yes] * 5
    if told("SELECT 1 FROM access_signincard WHERE past_shut"):
        next_ += [confirm_card] * 5
    return [*fits, *fits, *fits, *free, *next_]
