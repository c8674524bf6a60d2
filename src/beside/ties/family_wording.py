"""The words of the questions, as a parent or carer reads them; every one is translated."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beside.ties import family_answers as said
from beside.ties.rules import NotFound

Words = str | Promise


@dataclass(frozen=True)
class Asked:
    """A screen in words: what is asked of a child by first name, and a line of help."""

    title: Words
    help: Words


SCREENS = {
    "talk": Asked(
        _("Who at school do you talk to?"),
        _("Anyone counts: a teacher, someone in the office or the kitchen, a coach."),
    ),
    "beside": Asked(
        _("Are you beside %(name)s?"),
        _("Beside means: you listen, you help, you are there."),
    ),
    "others": Asked(
        _("Who else is beside %(name)s?"),
        _("Near or far away: a grandparent, an aunt, a neighbour, someone from a club."),
    ),
    "learning": Asked(
        _("What do you and %(name)s do together that is learning?"),
        _("Everyday things count."),
    ),
    "could": Asked(
        _("What could school and you do together for %(name)s?"),
        _("Tick what you would like."),
    ),
}

CHOICES = {
    "beside": {"yes": _("Yes, I am"), "not_now": _("Not right now")},
    "learning": {
        "cook": _("Cook"),
        "read": _("Read or tell stories"),
        "pray": _("Pray"),
        "fix": _("Fix things"),
        "sing": _("Sing or make music"),
        "play": _("Play games"),
        "garden": _("Grow plants"),
        "shop": _("Shop and count money"),
        "sport": _("Play sport"),
        "language": _("Speak our own language"),
    },
    "could": {
        "phone": _("Talk on the phone now and then"),
        "meet": _("Meet in person"),
        "good_news": _("Hear good news from school"),
        "show": _("Come in and show something I can do"),
        "help": _("Help at a club or on a trip"),
        "learn": _("Find out how to help with learning at home"),
        "families": _("Meet other families"),
    },
}

RELATIONS = {
    "grandparent": _("Grandparent"),
    "sibling": _("Brother or sister"),
    "relative": _("Aunt, uncle or cousin"),
    "friend": _("Friend of the family"),
    "neighbour": _("Neighbour"),
    "club": _("From a club or a team"),
    "prayer": _("From our place of prayer"),
    "other": _("Someone else"),
}

PROMISE = (
    _(
        "No one at school sees what you write or whom you name. Only if you tick it, your child’s"
        " tutor reads your ideas on the last question."
    ),
    _(
        "Your child’s tutor and head of year see if someone in the family is beside your child. So"
        " does the school’s safeguarding lead. They do not see who said so."
    ),
    _("The people who run this see that you have answered, and never what."),
    _("Your child and other parents and carers see nothing of your answers."),
    _("You can skip any question, and stop at any time."),
)

REFUSALS: dict[type[Exception], Words] = {
    said.Full: _("There is room for eight people here. Take one off to add one."),
    said.TooLong: _("That is too long. Use fewer words."),
    NotFound: _("We could not find this person. Type the name again."),
}

WRONG_CODE = _("We do not know this code. Look at your newest letter and try again.")
CODE_LABEL = _("The code in your letter")
CODE_MISSING = _("Type the code in your letter.")

MAIL_SUBJECT = _("A question from %(school)s")
DEAR = _("Dear %(name)s,")
ASKS = _("%(school)s asks every parent and carer, so that school and home can do better together.")
MINUTES = _(
    "It takes about three minutes. You need no account and no app, and you can skip any question."
)
YOURS = _("This link is yours alone. Please do not pass it on.")
UNTIL = _("You can answer until %(day)s.")
TEXT = _(
    "%(school)s asks: who is beside your child? About three minutes, no account needed: %(link)s"
)
