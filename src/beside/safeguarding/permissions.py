"""Who may do what with talks and concerns: one line for each kind of record.

A record goes one way: to the safeguarding leads, to the head, or to the chair. It is read by who
holds that post today and by those who were let at it by name, never by anybody whom it goes past.
"""

from django.utils.translation import gettext_lazy as _

from beside.rights import Keep, Line, Look, Role, Said, Since, on

LEAD = Said(
    _("What you or others tell the safeguarding lead"),
    _("So that you get help. They may have to keep some of it to themselves."),
)
TALK = Said(
    _("What you wrote to somebody at school, and what they answered"),
    _("So that it is read, and answered. If nobody had to be told, it goes after you have left."),
)
WORD = Said(_("That you chose a word"), _("So that nobody else opens what you wrote."))
HERE = Said(_("When you are there for pupils who want to talk"), _("So that it is read in time."))

TO_PUPIL = Said(
    _("What adults wrote to you, and who read it first"),
    _("So that nobody writes you something unkind."),
)

LONG = Keep(Since.BIRTH, 300)
# A case about an adult is kept by a rule of its own, whatever becomes of the pupil's records: once
# it is closed, until that adult has reached the age of a pension, or ten years, whichever is
# longer. Fifty years after the last that was written in it, both are over for everybody.
CASE = Keep(Since.ENDED, 600, closed_by=("kind", ("closed",)), clears=True)
AFTER_LEAVING = Keep(Since.LEAVING, 12)
# A talk from which nothing was passed on goes as many days after leaving as the school says.
NOTHING_TO_PASS_ON = Keep(
    Since.LEAVING,
    12,
    at="closed_at",
    where=(("outcome", ("nothing",)), ("about_adult", (False,))),
    days_of="talk_days_kept",
    clears=True,
)

FILE = {"pupil": "pupil", "scope": "scope_id", "past": "past", "readers": "readers"}
A_CASE = _("A concern about an adult who works or helps here")
A_CONCERN, A_TALK = _("A concern"), _("What a pupil wrote to somebody at school")
WORDS_TO_A_PUPIL = _("What an adult wrote to a pupil, which another reads first")
WORDS = ("words", "past_words")


def _to(*routes: str) -> dict:
    return FILE | {"only": ("route", routes), "unrecorded": WORDS}


LINES = (
    # What must go to the safeguarding lead. Writers cannot read it back; nothing in it is changed.
    Line(
        "concern",
        on("Concern", pupil="pupil", author="writer", unrecorded=WORDS, removable=True),
        create="self:own carer:own staff:own mentor:own",
        roles={Role.ROLL: "create", Role.KEEPER: "read change"},
        keep=LONG,
        said=LEAD,
    ),
    # The same, as those read it who look after it; one who shares it is let at that one alone.
    Line(
        "concern_to_lead",
        on("Concern", **_to("lead")),
        read="safeguarding_lead:not_past staff:let",
        keep=LONG,
        words=A_CONCERN,
        said=LEAD,
        untold=True,
    ),
    # A case about an adult who works or helps here, or what goes past all safeguarding leads.
    Line(
        "case_to_head",
        on("Concern", **_to("head")),
        read="head:not_past staff:let chair:let",
        keep=CASE,
        words=A_CASE,
        said=LEAD,
        untold=True,
    ),
    Line(
        "case_to_chair",
        on("Concern", **_to("chair")),
        read="chair:not_past",
        keep=CASE,
        words=A_CASE,
        said=LEAD,
        untold=True,
    ),
    # What those who look after it do and write: only added.
    Line(
        "concern_entry",
        on(
            "ConcernEntry",
            pupil="pupil",
            author="writer",
            scope="scope_id",
            file="concern",
            unrecorded=("words",),
            removable=True,
        ),
        read="safeguarding_lead:file head:file chair:file staff:file",
        create="safeguarding_lead:added head:added chair:added",
        roles={Role.ROLL: "create", Role.KEEPER: "read create"},
        keep=LONG,
        said=LEAD,
        untold=True,
    ),
    # What a pupil writes to the adult they picked.
    Line(
        "talk",
        on(
            "Talk",
            pupil="pupil",
            other="reader",
            until="closed_at",
            author="pupil",
            unrecorded=WORDS,
            removable=True,
        ),
        read="self",
        create="self:own",
        roles={Role.ROLL: "create", Role.KEEPER: "read change"},
        keep=AFTER_LEAVING,
        words=A_TALK,
        said=TALK,
    ),
    # The same, as those may open it to whom it goes.
    Line(
        "talk_to_lead",
        on("Talk", **_to("lead")),
        read="safeguarding_lead:not_past staff:let",
        change="safeguarding_lead:not_past staff:let",
        keep=NOTHING_TO_PASS_ON,
        words=A_TALK,
        said=TALK,
        untold=True,
    ),
    Line(
        "talk_to_head",
        on("Talk", **_to("head")),
        read="head:not_past staff:let chair:let",
        change="head:not_past staff:let chair:let",
        keep=CASE,
        words=A_CASE,
        said=TALK,
        untold=True,
    ),
    Line(
        "talk_to_chair",
        on("Talk", **_to("chair")),
        read="chair:not_past",
        change="chair:not_past",
        keep=CASE,
        words=A_CASE,
        said=TALK,
        untold=True,
    ),
    # What was said and done in it: the pupil reads all but how it was closed.
    Line(
        "talk_entry",
        on(
            "TalkEntry",
            pupil="pupil",
            author="writer",
            only=("kind", ("said", "answer", "opened", "read", "taken", "handed", "told")),
            unrecorded=("words",),
        ),
        read="self",
        keep=AFTER_LEAVING,
        said=TALK,
    ),
    Line(
        "talk_said",
        on(
            "TalkEntry",
            pupil="pupil",
            author="writer",
            only=("kind", ("said",)),
            unrecorded=("words",),
        ),
        create="self:own",
        keep=AFTER_LEAVING,
        said=TALK,
    ),
    Line(
        "talk_entry_in_file",
        on(
            "TalkEntry",
            pupil="pupil",
            author="writer",
            scope="scope_id",
            file="talk",
            unrecorded=("words",),
            removable=True,
        ),
        read="safeguarding_lead:file head:file chair:file staff:file",
        create="safeguarding_lead:added head:added chair:added staff:added",
        roles={Role.ROLL: "create", Role.KEEPER: "read create"},
        keep=AFTER_LEAVING,
        said=TALK,
        untold=True,
    ),
    # Words of somebody to a pupil. Who wrote them; they may take them back.
    Line(
        "to_pupil",
        on(
            "ToPupil",
            pupil="writer",
            other="pupil",
            until="withdrawn_at",
            author="writer",
            unrecorded=("words",),
            removable=True,
        ),
        read="self",
        create="self",
        change="self",
        roles={Role.KEEPER: "read change"},
        keep=AFTER_LEAVING,
        words=WORDS_TO_A_PUPIL,
        said=TO_PUPIL,
    ),
    # The same, as the pupil reads them once they were passed on.
    Line(
        "to_pupil_passed",
        on(
            "ToPupil",
            pupil="pupil",
            author="writer",
            only=("status", ("passed", "sent")),
            unrecorded=("words",),
        ),
        read="self",
        keep=AFTER_LEAVING,
        words=WORDS_TO_A_PUPIL,
        said=TO_PUPIL,
    ),
    # The same, as those read them first who look after the pupil and are no party to it. A sentence
    # of Beside's own is not among them: it would tell whom the pupil thanked.
    Line(
        "to_pupil_first",
        on(
            "ToPupil",
            pupil="pupil",
            author="writer",
            past="past",
            only=("status", ("waiting", "passed", "stopped")),
            unrecorded=("words",),
        ),
        read="tutor:not_past head_of_year:not_past safeguarding_lead:not_past",
        change="tutor:not_past head_of_year:not_past safeguarding_lead:not_past",
        keep=AFTER_LEAVING,
        words=WORDS_TO_A_PUPIL,
        said=TO_PUPIL,
    ),
    # What was taken back: kept a year for the lead, so that nobody can hide something unkind.
    Line(
        "to_pupil_withdrawn",
        on(
            "ToPupil",
            pupil="pupil",
            author="writer",
            past="past",
            only=("status", ("withdrawn",)),
            unrecorded=("words",),
        ),
        read="safeguarding_lead:not_past",
        keep=Keep(Since.ENDED, 12, at="withdrawn_at", clears=True),
        words=WORDS_TO_A_PUPIL,
        said=TO_PUPIL,
    ),
    # The pupil's own word, as its hash. A lead gives a new one; who gives it opens nothing by it.
    Line(
        "own_word",
        on("OwnWord", pupil="pupil", unrecorded=("secret",)),
        without_past=True,
        read="self safeguarding_lead",
        create="self safeguarding_lead",
        change="self safeguarding_lead",
        roles={Role.ROLL: "create"},
        keep=AFTER_LEAVING,
        said=WORD,
    ),
    # Adults whom pupils may pick: the lead says what was checked, the adult says yes.
    Line(
        "listener",
        on("Listener", pupil="adult", author="adult"),
        read="self member safeguarding_lead",
        create="safeguarding_lead",
        change="self safeguarding_lead",
        roles={Role.ROLL: "read create change", Role.KEEPER: "read"},
        keep=Keep(Since.ENDED, 12),
        said=HERE,
    ),
    # Who reads on which day, and who is away.
    Line(
        "rota",
        on("Duty", pupil="adult"),
        on("Away", pupil="adult"),
        read="self member safeguarding_lead",
        create="safeguarding_lead",
        change="safeguarding_lead",
        roles={Role.ROLL: "read create", Role.KEEPER: "read"},
        keep=Keep(Since.ENDED, 12),
        said=HERE,
    ),
    # That a test message was sent to a lead, and that it came.
    Line(
        "message_test",
        on("MessageTest", pupil="to", author="sent_by", unrecorded=("secret",)),
        read="self safeguarding_lead organiser",
        create="safeguarding_lead:own",
        change="self",
        roles={Role.ROLL: "read create change", Role.KEEPER: "read"},
        keep=Keep(Since.MADE, 12),
        said=HERE,
    ),
    # The safeguarding file of a pupil who left: made, sent, received.
    Line(
        "leaver_file",
        on("LeaverFile", pupil="pupil", scope="scope_id"),
        read="safeguarding_lead",
        change="safeguarding_lead",
        roles={Role.KEEPER: "read create"},
        keep=LONG,
        said=LEAD,
    ),
    # That nothing about a pupil is deleted for now.
    Line(
        "hold",
        on("Hold", pupil="pupil", author="by", scope="scope_id", removable=True),
        read="safeguarding_lead",
        create="safeguarding_lead:own",
        change="safeguarding_lead",
        roles={Role.KEEPER: "read"},
        keep=LONG,
        said=LEAD,
    ),
)

# Tables that are open to everybody, each with the reason.
OPEN = {
    "HelpLine": "who to talk to and when",
    "Cleared": "how many records were removed, and of whom none says",
}

# Who is kept apart from whom: the leads and the head, and nobody who is blocked.
BLOCK = Line(
    "block",
    on("access.Block", pupil="pupil", author="made_by", unrecorded=("reason", "lift_words")),
    read="safeguarding_lead head",
    create="safeguarding_lead:own head:own",
    change="safeguarding_lead head",
    roles={Role.ROLL: "read change"},
    keep=Keep(Since.ENDED, 300),
    words=_("That somebody is kept apart from a pupil, and why"),
    said=Said(
        _("If two people must be kept apart: who they are, and why"),
        _("So that you are safe. The safeguarding lead may have to keep it to themselves."),
    ),
    untold=True,
)
LINES = (*LINES, BLOCK)

# How a pupil is told that somebody looked, and the pages that are such looks.
LOOKS = (
    Look(
        "concern",
        _("a concern"),
        (
            *("concerns", "concern", "raise_concern", "chronology", "leaver", "leaver_file"),
            *("new_word", "told"),
        ),
        told=False,
    ),
    Look("talk", _("what you wrote to somebody"), ("read_talk",)),
    Look("to_pupil", _("what an adult wrote to you"), ("to_read",)),
    Look("talks", _("the list of what pupils wrote to somebody"), ("talks",)),
)
