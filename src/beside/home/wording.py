"""What is kept about a pupil and why, as a pupil reads it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beside.access.bases import Kind


@dataclass(frozen=True)
class Kept:
    """Something that is kept, what it is for, and the kinds of record in which it stands."""

    what: Promise
    why: Promise
    kinds: tuple[Kind, ...]


KEPT = (
    Kept(
        _("Your name, your year and your groups"),
        _("So that school knows who is who."),
        (Kind.IDENTITY, Kind.BELONGING, Kind.STANDING),
    ),
    Kept(
        _("Who your parents and carers are"),
        _("So that school can write to them."),
        (Kind.FAMILY_LINK, Kind.CARER_LINK),
    ),
    Kept(
        _("The list that school put in. It may hold more than Beside needs."),
        _("So that a mistake can be found."),
        (Kind.ROLL_IMPORT,),
    ),
    Kept(
        _("How you sign in, and that you had a card"),
        _("So that no one else can be you."),
        (Kind.ACCOUNT, Kind.SIGN_IN_CARD),
    ),
    Kept(
        _("If you were asked in a survey, and if you sent it"),
        _("So that you are not asked twice."),
        (Kind.RESPONDENT, Kind.PANELIST),
    ),
    Kept(
        _("What you said, and what you have not sent yet"),
        _("So that school can do better for you."),
        (Kind.NOMINATION_BY_PUPIL, Kind.RESPONSE, Kind.DRAFT),
    ),
    Kept(
        _("Which names you show, and to whom"),
        _("So that no one else sees them."),
        (Kind.SHARING_CHOICE, Kind.NOMINATION_OF_ME),
    ),
    Kept(
        _("Who says they know you: staff, other pupils, your family"),
        _("So that school sees whom it has yet to get to know."),
        (Kind.NOMINATION_BY_ADULT, Kind.CONTACT, Kind.FAMILY_IDEA),
    ),
    Kept(
        _("A yes or a no: is someone beside you?"),
        _("So that school can do its part."),
        (Kind.STATE, Kind.EXACT_STATE, Kind.EXACT_STATE_SHUT),
    ),
    Kept(
        _("Who would like to get to know you, what you said to that, and a line about each talk"),
        _("So that you can read it, and they do not forget."),
        (Kind.COMMITMENT, Kind.STANDING_BESIDE, Kind.APPROACH),
    ),
    Kept(
        _("Which adults would gladly be beside you"),
        _("So that school can ask the right one. You cannot read it: it is not a promise."),
        (Kind.GLADLY,),
    ),
    Kept(
        _("Which languages you say you speak"),
        _("So that you can get to know someone who speaks one too."),
        (Kind.SPOKEN,),
    ),
    Kept(
        _("Who helped you, as you say it"),
        _("So that you see who is beside you."),
        (Kind.EVIDENCE,),
    ),
    Kept(
        _("That you were asked to be a mentor, what you have read for it, and who looks after you"),
        _("So that no one is alone with it."),
        (Kind.MENTORING, Kind.STANDING_CHECKED),
    ),
    Kept(
        _("Your list for choice time, notes to you, where you sit or lead, and if you came"),
        _("So that you get a fair share, and are missed if you are not there."),
        (
            *(Kind.CHOICE, Kind.SEAT, Kind.WAITING, Kind.SESSION_INVITE, Kind.RUN),
            *(Kind.CALENDAR_LINK, Kind.PEER_TUTOR),
        ),
    ),
    Kept(
        _("With whom you would like to be in choice time or in a team"),
        _("So that you can be with someone you like. No one at school reads it."),
        (Kind.COMPANY, Kind.RUN_GIVEN),
    ),
    Kept(
        _("Which challenges you would like, your team, and what you write there"),
        _("So that your team fits, and you can plan and look back."),
        (*(Kind.RANKING, Kind.APART, Kind.TEAM_MEMBER, Kind.TEAM_PAGE, Kind.REFLECTION),),
    ),
    Kept(
        _("What you thank an adult for"),
        _("So that they can read it."),
        (Kind.THANK_YOU, Kind.THANK_YOU_TO_ME),
    ),
    Kept(
        _("What you or others tell the safeguarding lead"),
        _("So that you get help. They may have to keep some of it to themselves."),
        (Kind.CONCERN, Kind.CONCERN_ENTRY),
    ),
    Kept(
        _("Who looked at a page about you, and who changed what"),
        _("So that you can see it, and no one can hide it."),
        (Kind.SEEN,),
    ),
)
