"""Who may do what: the only authorisation there is.

`CELLS` is read by both locks: `beside.access.locks` makes the Python lock (`visible_to`, `may`) and
`beside.access.rowpolicies` the row-level security of PostgreSQL. A cell that is not written here is
denied. Nothing may be deleted by anybody.
"""

from functools import cache

from beside.access.account_cells import SIGNING_IN, SIGNING_IN_OF_ROLL
from beside.access.bases import Basis as B
from beside.access.bases import Kind as K
from beside.access.bases import Role, When
from beside.access.bases import Verb as V

Cell = tuple[B, K, V]

CELLS: dict[Cell, When] = {
    # Who a pupil is: name, year group, tutor group, groups.
    (B.SELF, K.IDENTITY, V.READ): When.ALWAYS,
    (B.CARER, K.IDENTITY, V.READ): When.ALWAYS,
    (B.TUTOR, K.IDENTITY, V.READ): When.ALWAYS,
    (B.TEACHER, K.IDENTITY, V.READ): When.ALWAYS,
    (B.STAFF, K.IDENTITY, V.READ): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.IDENTITY, V.READ): When.ALWAYS,
    (B.ORGANISER, K.IDENTITY, V.READ): When.ALWAYS,
    (B.BESIDE, K.IDENTITY, V.READ): When.ALWAYS,
    (B.SAFEGUARDING_LEAD, K.IDENTITY, V.READ): When.ALWAYS,
    (B.OFFICE, K.IDENTITY, V.READ): When.ALWAYS,
    (B.MEMBER, K.IDENTITY, V.READ): When.ALWAYS,
    # That a pupil is one's own to reach; a mentor is told a first name and a form by one function.
    (B.MENTOR, K.BELONGING, V.READ): When.ALWAYS,
    # Who a pupil's parents and carers are.
    (B.SELF, K.FAMILY_LINK, V.READ): When.ALWAYS,
    (B.CARER, K.FAMILY_LINK, V.READ): When.OWN,
    (B.TUTOR, K.FAMILY_LINK, V.READ): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.FAMILY_LINK, V.READ): When.ALWAYS,
    (B.SAFEGUARDING_LEAD, K.FAMILY_LINK, V.READ): When.ALWAYS,
    (B.OFFICE, K.FAMILY_LINK, V.READ): When.ALWAYS,
    (B.ORGANISER, K.FAMILY_LINK, V.READ): When.ALWAYS,
    # Who was asked, and whether they have answered.
    (B.SELF, K.RESPONDENT, V.READ): When.ALWAYS,
    (B.SELF, K.RESPONDENT, V.CHANGE): When.ALWAYS,
    (B.ORGANISER, K.RESPONDENT, V.READ): When.ALWAYS,
    (B.ORGANISER, K.RESPONDENT, V.CREATE): When.ALWAYS,
    (B.ORGANISER, K.RESPONDENT, V.CHANGE): When.ALWAYS,
    # What an adult said about a pupil: that adult alone.
    (B.STAFF, K.NOMINATION_BY_ADULT, V.READ): When.OWN,
    (B.STAFF, K.NOMINATION_BY_ADULT, V.CREATE): When.OWN,
    (B.STAFF, K.NOMINATION_BY_ADULT, V.CHANGE): When.OWN,
    (B.CARER, K.NOMINATION_BY_ADULT, V.READ): When.OWN,
    (B.CARER, K.NOMINATION_BY_ADULT, V.CREATE): When.OWN,
    (B.CARER, K.NOMINATION_BY_ADULT, V.CHANGE): When.OWN,
    # What a parent or carer said about adults at the school: that parent or carer alone.
    (B.MEMBER, K.NOMINATION_BY_ADULT, V.READ): When.OWN,
    (B.MEMBER, K.NOMINATION_BY_ADULT, V.CREATE): When.OWN,
    (B.MEMBER, K.NOMINATION_BY_ADULT, V.CHANGE): When.OWN,
    # Which colleagues an adult learns with: that adult alone.
    (B.MEMBER, K.NOMINATION_OF_COLLEAGUE, V.READ): When.OWN,
    (B.MEMBER, K.NOMINATION_OF_COLLEAGUE, V.CREATE): When.OWN,
    (B.MEMBER, K.NOMINATION_OF_COLLEAGUE, V.CHANGE): When.OWN,
    # That an adult let colleagues see these, or took it back: added, never changed. The lines that
    # are open are given out by one function, to colleagues of the same school alone.
    (B.SELF, K.STAFF_OPENING, V.READ): When.ALWAYS,
    (B.SELF, K.STAFF_OPENING, V.CREATE): When.ALWAYS,
    # What a pupil said: the pupil alone, unless the round's promise opened names.
    (B.SELF, K.NOMINATION_BY_PUPIL, V.READ): When.ALWAYS,
    (B.SELF, K.NOMINATION_BY_PUPIL, V.CREATE): When.ALWAYS,
    (B.SELF, K.NOMINATION_BY_PUPIL, V.CHANGE): When.ALWAYS,
    (B.TUTOR, K.NOMINATION_BY_PUPIL, V.READ): When.OPENED,
    (B.HEAD_OF_YEAR, K.NOMINATION_BY_PUPIL, V.READ): When.OPENED,
    # That a pupil named one: an adult, where the pupil opened it to them.
    (B.SELF, K.NOMINATION_OF_ME, V.READ): When.CHOSEN,
    # What a person said to a closed question, and what they have not sent yet: theirs alone.
    (B.SELF, K.RESPONSE, V.READ): When.ALWAYS,
    (B.SELF, K.RESPONSE, V.CREATE): When.ALWAYS,
    (B.SELF, K.RESPONSE, V.CHANGE): When.ALWAYS,
    (B.SELF, K.DRAFT, V.READ): When.ALWAYS,
    (B.SELF, K.DRAFT, V.CREATE): When.ALWAYS,
    (B.SELF, K.DRAFT, V.CHANGE): When.ALWAYS,
    # What a parent or carer let their child's tutor read.
    (B.TUTOR, K.FAMILY_IDEA, V.READ): When.ALWAYS,
    # A pupil's decisions who sees a name: added, never changed.
    (B.SELF, K.SHARING_CHOICE, V.READ): When.ALWAYS,
    (B.SELF, K.SHARING_CHOICE, V.CREATE): When.ALWAYS,
    # The pupils who try a survey before it opens, and what they say of it.
    (B.SELF, K.PANELIST, V.READ): When.ALWAYS,
    (B.SELF, K.PANELIST, V.CHANGE): When.ALWAYS,
    (B.ORGANISER, K.PANELIST, V.READ): When.ALWAYS,
    (B.ORGANISER, K.PANELIST, V.CREATE): When.ALWAYS,
    # A carer's way into a survey: made by whoever runs it, spent by the carer.
    (B.SELF, K.CARER_LINK, V.READ): When.ALWAYS,
    (B.SELF, K.CARER_LINK, V.CHANGE): When.ALWAYS,
    (B.ORGANISER, K.CARER_LINK, V.READ): When.ALWAYS,
    (B.ORGANISER, K.CARER_LINK, V.CREATE): When.ALWAYS,
    (B.ORGANISER, K.CARER_LINK, V.CHANGE): When.ALWAYS,
    # That everybody who was waited for was reminded, and how many: whoever runs the survey.
    (B.ORGANISER, K.REMINDER, V.READ): When.ALWAYS,
    (B.ORGANISER, K.REMINDER, V.CREATE): When.OWN,
    # A pupil's sign-in card: made by who looks after them, spent by the pupil.
    (B.SELF, K.SIGN_IN_CARD, V.READ): When.ALWAYS,
    (B.SELF, K.SIGN_IN_CARD, V.CHANGE): When.ALWAYS,
    (B.TUTOR, K.SIGN_IN_CARD, V.READ): When.ALWAYS,
    (B.TUTOR, K.SIGN_IN_CARD, V.CREATE): When.ALWAYS,
    (B.TUTOR, K.SIGN_IN_CARD, V.CHANGE): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.SIGN_IN_CARD, V.READ): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.SIGN_IN_CARD, V.CREATE): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.SIGN_IN_CARD, V.CHANGE): When.ALWAYS,
    # What is known of a need, with "someone" for whatever would give names away.
    (B.TUTOR, K.STATE, V.READ): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.STATE, V.READ): When.ALWAYS,
    (B.SAFEGUARDING_LEAD, K.STATE, V.READ): When.ALWAYS,
    # The exact state: only where the promise opened names, and to nobody where it rests on what
    # pupils of other tutors said.
    (B.TUTOR, K.EXACT_STATE, V.READ): When.NAMES,
    (B.HEAD_OF_YEAR, K.EXACT_STATE, V.READ): When.NAMES,
    # Counts with nobody in them: of a school to whoever runs its surveys, of all its schools to the
    # lead of a federation. Each figure belongs to one of the two.
    (B.ORGANISER, K.FIGURE, V.READ): When.ALWAYS,
    (B.FEDERATION_LEAD, K.FIGURE, V.READ): When.ALWAYS,
    # Who has taken a need, and how it goes.
    (B.SELF, K.COMMITMENT, V.READ): When.ALWAYS,
    (B.SELF, K.COMMITMENT, V.CHANGE): When.ALWAYS,
    (B.STAFF, K.COMMITMENT, V.READ): When.OWN,
    (B.STAFF, K.COMMITMENT, V.CREATE): When.OWN,
    (B.STAFF, K.COMMITMENT, V.CHANGE): When.OWN,
    (B.BESIDE, K.COMMITMENT, V.READ): When.OWN,
    (B.BESIDE, K.COMMITMENT, V.CREATE): When.OWN,
    (B.BESIDE, K.COMMITMENT, V.CHANGE): When.OWN,
    (B.MENTOR, K.COMMITMENT, V.READ): When.OWN,
    (B.MENTOR, K.COMMITMENT, V.CREATE): When.OWN,
    (B.MENTOR, K.COMMITMENT, V.CHANGE): When.OWN,
    (B.TUTOR, K.COMMITMENT, V.READ): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.COMMITMENT, V.READ): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.COMMITMENT, V.CREATE): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.COMMITMENT, V.CHANGE): When.ALWAYS,
    (B.SAFEGUARDING_LEAD, K.COMMITMENT, V.READ): When.ALWAYS,
    # That an adult is asked whether they would get to know a pupil: that adult, and heads of year.
    # Never the pupil, who is told once the adult has said yes.
    (B.STAFF, K.APPROACH, V.READ): When.OWN,
    (B.STAFF, K.APPROACH, V.CHANGE): When.OWN,
    (B.MENTOR, K.APPROACH, V.READ): When.OWN,
    (B.MENTOR, K.APPROACH, V.CHANGE): When.OWN,
    (B.HEAD_OF_YEAR, K.APPROACH, V.READ): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.APPROACH, V.CREATE): When.ALWAYS,
    # Beside whom an adult would gladly be: that adult, and who seeks somebody for the pupil.
    (B.STAFF, K.GLADLY, V.READ): When.OWN,
    (B.STAFF, K.GLADLY, V.CREATE): When.OWN,
    (B.STAFF, K.GLADLY, V.CHANGE): When.OWN,
    (B.HEAD_OF_YEAR, K.GLADLY, V.READ): When.ALWAYS,
    # That an older pupil is invited to be a mentor: they, who runs it, and who looks after them.
    (B.SELF, K.MENTORING, V.READ): When.ALWAYS,
    (B.SELF, K.MENTORING, V.CHANGE): When.ALWAYS,
    (B.STAFF, K.MENTORING, V.READ): When.OWN,
    (B.ORGANISER, K.MENTORING, V.READ): When.ALWAYS,
    (B.ORGANISER, K.MENTORING, V.CREATE): When.ALWAYS,
    (B.ORGANISER, K.MENTORING, V.CHANGE): When.ALWAYS,
    # Runs of the engine, whole: whoever organises a school, or of one about a year its head.
    (B.ORGANISER, K.RUN, V.READ): When.ALWAYS,
    (B.ORGANISER, K.RUN, V.CREATE): When.OWN,
    (B.ORGANISER, K.RUN, V.CHANGE): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.RUN, V.READ): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.RUN, V.CREATE): When.OWN,
    (B.HEAD_OF_YEAR, K.RUN, V.CHANGE): When.ALWAYS,
    # What a pupil would like of choice time, and why they got what: they, who helps, who allots.
    (B.SELF, K.CHOICE, V.READ): When.ALWAYS,
    (B.SELF, K.CHOICE, V.CREATE): When.ALWAYS,
    (B.SELF, K.CHOICE, V.CHANGE): When.ALWAYS,
    (B.TUTOR, K.CHOICE, V.READ): When.ALWAYS,
    (B.TUTOR, K.CHOICE, V.CREATE): When.ALWAYS,
    (B.TUTOR, K.CHOICE, V.CHANGE): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.CHOICE, V.READ): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.CHOICE, V.CREATE): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.CHOICE, V.CHANGE): When.ALWAYS,
    (B.ORGANISER, K.CHOICE, V.READ): When.ALWAYS,
    (B.ORGANISER, K.CHOICE, V.CREATE): When.ALWAYS,
    (B.ORGANISER, K.CHOICE, V.CHANGE): When.ALWAYS,
    # That somebody on the staff would like a pupil in a session: the pupil, and that adult.
    (B.SELF, K.SESSION_INVITE, V.READ): When.ALWAYS,
    (B.STAFF, K.SESSION_INVITE, V.READ): When.OWN,
    (B.STAFF, K.SESSION_INVITE, V.CREATE): When.OWN,
    (B.STAFF, K.SESSION_INVITE, V.CHANGE): When.OWN,
    (B.TUTOR, K.SESSION_INVITE, V.READ): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.SESSION_INVITE, V.READ): When.ALWAYS,
    (B.ORGANISER, K.SESSION_INVITE, V.READ): When.ALWAYS,
    # Where a pupil sits in choice time: they, who looks after them, who organises and leads it.
    (B.SELF, K.SEAT, V.READ): When.ALWAYS,
    (B.SELF, K.SEAT, V.CREATE): When.ALWAYS,
    (B.SELF, K.SEAT, V.CHANGE): When.ALWAYS,
    (B.TUTOR, K.SEAT, V.READ): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.SEAT, V.READ): When.ALWAYS,
    (B.STAFF, K.SEAT, V.READ): When.OWN,
    (B.STAFF, K.SEAT, V.CHANGE): When.OWN,
    (B.OFFICE, K.SEAT, V.READ): When.ALWAYS,
    (B.ORGANISER, K.SEAT, V.READ): When.ALWAYS,
    (B.ORGANISER, K.SEAT, V.CREATE): When.ALWAYS,
    (B.ORGANISER, K.SEAT, V.CHANGE): When.ALWAYS,
    # That a pupil waits for a place: the pupil, and whoever organises choice time.
    (B.SELF, K.WAITING, V.READ): When.ALWAYS,
    (B.SELF, K.WAITING, V.CREATE): When.ALWAYS,
    (B.SELF, K.WAITING, V.CHANGE): When.ALWAYS,
    (B.ORGANISER, K.WAITING, V.READ): When.ALWAYS,
    # That an older pupil is asked to help to lead a session, and that they do: the pupil, whoever
    # leads or organises it, and who looks after the pupil. A no is kept nowhere.
    (B.SELF, K.PEER_TUTOR, V.READ): When.ALWAYS,
    (B.SELF, K.PEER_TUTOR, V.CHANGE): When.ALWAYS,
    (B.STAFF, K.PEER_TUTOR, V.READ): When.OWN,
    (B.STAFF, K.PEER_TUTOR, V.CREATE): When.OWN,
    (B.STAFF, K.PEER_TUTOR, V.CHANGE): When.OWN,
    (B.TUTOR, K.PEER_TUTOR, V.READ): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.PEER_TUTOR, V.READ): When.ALWAYS,
    (B.ORGANISER, K.PEER_TUTOR, V.READ): When.ALWAYS,
    (B.ORGANISER, K.PEER_TUTOR, V.CREATE): When.ALWAYS,
    (B.ORGANISER, K.PEER_TUTOR, V.CHANGE): When.ALWAYS,
    # Which challenges a pupil would like: the pupil, those who choose with them, who makes teams.
    (B.SELF, K.RANKING, V.READ): When.ALWAYS,
    (B.SELF, K.RANKING, V.CREATE): When.ALWAYS,
    (B.SELF, K.RANKING, V.CHANGE): When.ALWAYS,
    (B.TUTOR, K.RANKING, V.READ): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.RANKING, V.READ): When.ALWAYS,
    (B.ORGANISER, K.RANKING, V.READ): When.ALWAYS,
    # Whom staff keep in different teams: who makes teams, never a pupil.
    (B.ORGANISER, K.APART, V.READ): When.ALWAYS,
    (B.ORGANISER, K.APART, V.CREATE): When.OWN,
    (B.ORGANISER, K.APART, V.CHANGE): When.ALWAYS,
    # Who is in which team; a team and its helper see each other by one function.
    (B.SELF, K.TEAM_MEMBER, V.READ): When.ALWAYS,
    (B.TUTOR, K.TEAM_MEMBER, V.READ): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.TEAM_MEMBER, V.READ): When.ALWAYS,
    (B.STAFF, K.TEAM_MEMBER, V.READ): When.OWN,
    (B.ORGANISER, K.TEAM_MEMBER, V.READ): When.ALWAYS,
    (B.ORGANISER, K.TEAM_MEMBER, V.CREATE): When.ALWAYS,
    (B.ORGANISER, K.TEAM_MEMBER, V.CHANGE): When.ALWAYS,
    # What a team and its helper write down: they alone, and who makes teams.
    (B.SELF, K.TEAM_PAGE, V.READ): When.ALWAYS,
    (B.SELF, K.TEAM_PAGE, V.CHANGE): When.ALWAYS,
    (B.ORGANISER, K.TEAM_PAGE, V.READ): When.ALWAYS,
    (B.ORGANISER, K.TEAM_PAGE, V.CREATE): When.ALWAYS,
    (B.ORGANISER, K.TEAM_PAGE, V.CHANGE): When.ALWAYS,
    # What a pupil thinks of their challenge, or of being a mentor: the pupil alone.
    (B.SELF, K.REFLECTION, V.READ): When.ALWAYS,
    (B.SELF, K.REFLECTION, V.CREATE): When.ALWAYS,
    # What a pupil thanks an adult for: the pupil, and that adult while they may know the pupil.
    (B.SELF, K.THANK_YOU, V.READ): When.ALWAYS,
    (B.SELF, K.THANK_YOU, V.CREATE): When.ALWAYS,
    (B.SELF, K.THANK_YOU, V.CHANGE): When.ALWAYS,
    (B.TUTOR, K.THANK_YOU_TO_ME, V.READ): When.OWN,
    (B.TUTOR, K.THANK_YOU_TO_ME, V.CHANGE): When.OWN,
    (B.TEACHER, K.THANK_YOU_TO_ME, V.READ): When.OWN,
    (B.TEACHER, K.THANK_YOU_TO_ME, V.CHANGE): When.OWN,
    (B.STAFF, K.THANK_YOU_TO_ME, V.READ): When.OWN,
    (B.STAFF, K.THANK_YOU_TO_ME, V.CHANGE): When.OWN,
    (B.BESIDE, K.THANK_YOU_TO_ME, V.READ): When.OWN,
    (B.BESIDE, K.THANK_YOU_TO_ME, V.CHANGE): When.OWN,
    (B.MENTOR, K.THANK_YOU_TO_ME, V.READ): When.OWN,
    (B.MENTOR, K.THANK_YOU_TO_ME, V.CHANGE): When.OWN,
    # What must go to the safeguarding lead. Writers cannot read it back; only entries are added.
    (B.SELF, K.CONCERN, V.CREATE): When.OWN,
    (B.CARER, K.CONCERN, V.CREATE): When.OWN,
    (B.STAFF, K.CONCERN, V.CREATE): When.OWN,
    (B.MENTOR, K.CONCERN, V.CREATE): When.OWN,
    (B.SAFEGUARDING_LEAD, K.CONCERN, V.READ): When.ALWAYS,
    (B.SAFEGUARDING_LEAD, K.CONCERN_ENTRY, V.READ): When.ALWAYS,
    (B.SAFEGUARDING_LEAD, K.CONCERN_ENTRY, V.CREATE): When.OWN,
    # Accounts: one's own; the office makes and closes them.
    (B.SELF, K.ACCOUNT, V.READ): When.ALWAYS,
    (B.SELF, K.ACCOUNT, V.CREATE): When.ALWAYS,
    (B.SELF, K.ACCOUNT, V.CHANGE): When.ALWAYS,
    (B.OFFICE, K.ACCOUNT, V.READ): When.ALWAYS,
    (B.OFFICE, K.ACCOUNT, V.CREATE): When.ALWAYS,
    (B.OFFICE, K.ACCOUNT, V.CHANGE): When.ALWAYS,
    # Standings: one's own; the roll grants the rest under its own database role.
    (B.SELF, K.STANDING, V.READ): When.ALWAYS,
    (B.OFFICE, K.STANDING, V.READ): When.ALWAYS,
    # A commitment grants `beside` for one pupil, being asked `mentor`; their holder can end both.
    (B.SELF, K.STANDING_BESIDE, V.READ): When.ALWAYS,
    (B.SELF, K.STANDING_BESIDE, V.CHANGE): When.ALWAYS,
    (B.STAFF, K.STANDING_BESIDE, V.CREATE): When.OWN,
    (B.STAFF, K.STANDING_BESIDE, V.CHANGE): When.OWN,
    (B.MENTOR, K.STANDING_BESIDE, V.CHANGE): When.OWN,
    (B.HEAD_OF_YEAR, K.STANDING_BESIDE, V.READ): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.STANDING_BESIDE, V.CREATE): When.ALWAYS,
    (B.HEAD_OF_YEAR, K.STANDING_BESIDE, V.CHANGE): When.ALWAYS,
    # That an older pupil may be a mentor, while whoever runs it lets them.
    (B.ORGANISER, K.STANDING_CHECKED, V.READ): When.ALWAYS,
    (B.ORGANISER, K.STANDING_CHECKED, V.CREATE): When.ALWAYS,
    (B.ORGANISER, K.STANDING_CHECKED, V.CHANGE): When.ALWAYS,
    # Who looked: the pupil, and one's own looking.
    (B.SELF, K.SEEN, V.READ): When.ALWAYS,
    (B.SAFEGUARDING_LEAD, K.SEEN, V.READ): When.ALWAYS,
    # Which mails a person was sent.
    (B.SELF, K.MAIL, V.READ): When.ALWAYS,
    # Rolls being brought in: whoever brought them.
    (B.SELF, K.ROLL_IMPORT, V.READ): When.ALWAYS,
    (B.SELF, K.ROLL_IMPORT, V.CREATE): When.ALWAYS,
    (B.SELF, K.ROLL_IMPORT, V.CHANGE): When.ALWAYS,
    (B.OFFICE, K.ROLL_IMPORT, V.READ): When.ALWAYS,
}

# What a person keeps for themselves alone: who helped a pupil, as the pupil says; how many an adult
# has room for; languages one speaks; with whom a pupil would like to be; one's calendar's link.
MINE = (K.EVIDENCE, K.CAPACITY, K.SPOKEN, K.COMPANY, K.CALENDAR_LINK)
CELLS |= {(B.SELF, kind, verb): When.ALWAYS for kind in MINE for verb in V} | SIGNING_IN

ROLE_CELLS: dict[Role, dict[K, tuple[V, ...]]] = {
    Role.ROLL: {
        K.IDENTITY: (V.READ, V.CREATE, V.CHANGE),
        K.FAMILY_LINK: (V.READ, V.CREATE, V.CHANGE),
        K.ACCOUNT: (V.READ, V.CREATE, V.CHANGE),
        K.STANDING: (V.READ, V.CREATE, V.CHANGE),
        K.STANDING_BESIDE: (V.READ, V.CREATE, V.CHANGE),
        K.RESPONDENT: (V.READ, V.CREATE, V.CHANGE),
        K.NOMINATION_BY_ADULT: (V.READ, V.CREATE, V.CHANGE),
        K.NOMINATION_BY_PUPIL: (V.READ, V.CREATE, V.CHANGE),
        K.COMMITMENT: (V.READ, V.CREATE, V.CHANGE),
        K.CAPACITY: (V.READ, V.CREATE, V.CHANGE),
        K.CONTACT: (V.READ, V.CREATE, V.CHANGE),
        K.CONCERN: (V.CREATE,),
        K.ROLL_IMPORT: (V.READ, V.CREATE, V.CHANGE),
        K.MAIL: (V.READ, V.CREATE),
        K.SIGN_IN_CARD: (V.READ, V.CREATE, V.CHANGE),
        **SIGNING_IN_OF_ROLL,
    },
    Role.RECKONER: {
        K.IDENTITY: (V.READ,),
        K.FAMILY_LINK: (V.READ,),
        K.RESPONDENT: (V.READ,),
        K.NOMINATION_BY_ADULT: (V.READ,),
        K.NOMINATION_BY_PUPIL: (V.READ,),
        K.NOMINATION_OF_COLLEAGUE: (V.READ,),
        K.STAFF_OPENING: (V.READ,),
        K.CONTACT: (V.READ,),
        K.STATE: (V.READ, V.CREATE, V.CHANGE),
        K.EXACT_STATE: (V.READ, V.CREATE, V.CHANGE),
        K.EXACT_STATE_SHUT: (V.READ, V.CREATE, V.CHANGE),
        K.FIGURE: (V.READ, V.CREATE, V.CHANGE),
        K.CAPACITY: (V.READ,),
        K.SPOKEN: (V.READ,),
        K.COMMITMENT: (V.READ,),
        K.MENTORING: (V.READ,),
        K.RESPONSE: (V.READ,),
    },
    Role.PLACER: {
        K.IDENTITY: (V.READ,),
        K.BELONGING: (V.READ,),
        K.RUN: (V.READ, V.CHANGE),
        K.RUN_GIVEN: (V.READ, V.CREATE, V.CHANGE),
        K.RANKING: (V.READ,),
        K.COMPANY: (V.READ, V.CREATE, V.CHANGE),
        K.APART: (V.READ,),
        K.TEAM_MEMBER: (V.READ,),
        K.CHOICE: (V.READ, V.CREATE, V.CHANGE),
        K.SESSION_INVITE: (V.READ, V.CHANGE),
        K.SEAT: (V.READ, V.CREATE, V.CHANGE),
        K.WAITING: (V.READ, V.CHANGE),
        K.PEER_TUTOR: (V.READ, V.CHANGE),
    },
    Role.MEASURE: {
        K.IDENTITY: (V.READ,),
        K.RESPONDENT: (V.READ,),
        K.RESPONSE: (V.READ,),
        K.NOMINATION_BY_ADULT: (V.READ,),
        K.NOMINATION_BY_PUPIL: (V.READ,),
        K.CONTACT: (V.READ,),
        K.STATE: (V.READ,),
        K.EXACT_STATE: (V.READ,),
        K.EXACT_STATE_SHUT: (V.READ,),
    },
}


@cache
def bases_for(kind: K, verb: V, when: When) -> tuple[B, ...]:
    """The bases whose cell for this kind and verb carries exactly this condition, in enum order."""
    return tuple(basis for basis in B if CELLS.get((basis, kind, verb)) == when)


def allows(
    kind: K,
    verb: V,
    *,
    bases: frozenset[B],
    blocked: bool,
    own: bool = False,
    names: bool = False,
    chosen: bool = False,
) -> bool:
    """Decide one cell for one row, as the plain judge of both locks.

    `bases` are those the actor holds today for the row's pupil, `own` whether the actor wrote the
    row, `names` whether its round opened names, `chosen` whether the pupil opened this very row in
    a round that let them choose, `blocked` whether a block stands between them.
    """
    if blocked:
        return False
    held = {When.ALWAYS}
    held |= {When.OWN} if own else set()
    held |= {When.NAMES, When.OPENED} if names else set()
    held |= {When.CHOSEN, When.OPENED} if chosen else set()
    return any(CELLS.get((basis, kind, verb)) in held for basis in bases)
