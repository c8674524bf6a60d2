"""Who may do what with surveys, ties and who is beside whom: one line for each kind of record."""

from django.utils.translation import gettext_lazy as _

from beside.access.permissions import BESIDE, MENTORING
from beside.rights import Basis, Keep, Line, Look, Role, Said, Since, on
from beside.schools.permissions import FAMILY
from beside.ties import questions
from beside.ties.questions import NEEDS, OPENED_BY_NAMES

FAMILY_PAGES = tuple(
    f"family{part}" for part in ("", "_ask", "_sent", "_find", "_check", "_send", "_screen")
)
LOOKS_AFTER = "looked_after_by"
SHUT = tuple(need for need in NEEDS if need not in OPENED_BY_NAMES)

WHAT_YOU_SAID = Said(
    _("What you said, and what you have not sent yet"), _("So that school can do better for you.")
)
SHOWN_NAMES = Said(_("Which names you show, and to whom"), _("So that no one else sees them."))
KNOWN_BY = Said(
    _("Who says they know you: staff, other pupils, your family"),
    _("So that school sees whom it has yet to get to know."),
)
ASKED = Said(
    _("If you were asked in a survey, and if you sent it"), _("So that you are not asked twice.")
)
SOMEONE = Said(_("A yes or a no: is someone beside you?"), _("So that school can do its part."))

LINES = (
    # What a pupil said: the pupil alone, unless the round's promise opened names.
    Line(
        "nomination_by_pupil",
        on(
            "Nomination",
            pupil="ego",
            author="ego",
            only=("question", questions.BY_PUPIL),
            promise="round",
            opened="opened_to_staff",
        ),
        read="self tutor:opened head_of_year:opened",
        create="self",
        change="self",
        roles={Role.ROLL: "read create change", Role.RECKONER: "read", Role.MEASURE: "read"},
        keep=Keep(Since.MADE, 13),
        words=_("Whom a pupil named"),
        said=WHAT_YOU_SAID,
    ),
    # That a pupil named one: an adult, where the pupil opened it to them.
    Line(
        "nomination_of_me",
        on(
            "Nomination",
            pupil="alter",
            only=("question", ("adult",)),
            promise="round",
            opened="opened_to_named",
        ),
        read="self:chosen",
        keep=Keep(Since.MADE, 13),
        words=_("That a pupil named you"),
        readers={Basis.SELF: _("the adult who was named (only if the pupil let them)")},
        said=SHOWN_NAMES,
    ),
    # What an adult said about a pupil: that adult alone.
    Line(
        "nomination_by_adult",
        on(
            "Nomination",
            pupil="alter",
            author="ego",
            only=("question", questions.BY_ADULT),
        ),
        read="carer:own staff:own member:own",
        create="carer:own staff:own member:own",
        change="carer:own staff:own member:own",
        roles={Role.ROLL: "read create change", Role.RECKONER: "read", Role.MEASURE: "read"},
        keep=Keep(Since.MADE, 13),
        words=_("Which pupils an adult says they know"),
        said=KNOWN_BY,
    ),
    # Which colleagues an adult learns with: that adult alone.
    Line(
        "nomination_of_colleague",
        on("Nomination", pupil="alter", author="ego", only=("question", questions.BY_COLLEAGUE)),
        read="member:own",
        create="member:own",
        change="member:own",
        roles={Role.RECKONER: "read"},
        keep=Keep(Since.MADE, 13),
    ),
    # Who was near whom, as badges measured it: the measures alone.
    Line(
        "contact",
        on("Nomination", pupil="ego", author="ego", only=("question", ("contact",))),
        roles={Role.ROLL: "read create change", Role.RECKONER: "read", Role.MEASURE: "read"},
        keep=Keep(Since.MADE, 13),
        said=KNOWN_BY,
    ),
    # Who was asked, and whether they have answered.
    Line(
        "respondent",
        on("Respondent", pupil="person", other="helper", about="round"),
        read="self organiser:organised staff:organised member:organised",
        create="organiser:organised staff:organised member:organised",
        change="self organiser:organised staff:organised member:organised",
        roles={Role.ROLL: "read create change", Role.RECKONER: "read", Role.MEASURE: "read"},
        keep=Keep(Since.MADE, 13),
        without_past=True,
        said=ASKED,
    ),
    # What a person said to a closed question, and what they have not sent yet: theirs alone.
    Line(
        "response",
        on("Response", pupil="person", author="person"),
        read="self",
        create="self",
        change="self",
        roles={Role.RECKONER: "read", Role.MEASURE: "read"},
        keep=Keep(Since.MADE, 13),
        words=_("What a pupil said to the other questions"),
        said=WHAT_YOU_SAID,
    ),
    # What a parent or carer let their child's tutor read.
    Line(
        "family_idea",
        on("Response", pupil="about", author="person", only=("question", ("for_tutor",))),
        read="tutor",
        keep=Keep(Since.MADE, 13),
        words=_("What a parent or carer would like to do together with school"),
        said=KNOWN_BY,
    ),
    # What a person has put down and not sent: theirs alone.
    Line(
        "draft",
        on(
            "Draft",
            pupil="person",
            author="person",
            browser="browser",
            unrecorded=("answers", "at"),
        ),
        read="self",
        create="self",
        change="self",
        keep=Keep(Since.MADE, 13),
        without_past=True,
        words=_("What a pupil has put down and not sent"),
        said=WHAT_YOU_SAID,
    ),
    # A pupil's decisions who sees a name: added, never changed.
    Line(
        "sharing_choice",
        on("SharingChoice", pupil="pupil", author="pupil"),
        read="self",
        create="self",
        keep=Keep(Since.LEAVING, 12),
        said=SHOWN_NAMES,
    ),
    # That an adult let colleagues see these, or took it back: added, never changed. The lines
    # that are open are given out by one function, to colleagues of the same school alone.
    Line(
        "staff_opening",
        on("StaffOpening", pupil="person", author="person"),
        read="self",
        create="self",
        roles={Role.RECKONER: "read"},
        keep=Keep(Since.LEAVING, 12),
    ),
    # The pupils who try a survey before it opens, and what they say of it.
    Line(
        "panelist",
        on("Panelist", pupil="pupil", author="pupil", about="round"),
        read="self organiser:organised",
        create="organiser:organised",
        change="self",
        keep=Keep(Since.MADE, 13),
        without_past=True,
        said=ASKED,
    ),
    # That everybody who was waited for was reminded, and how many: whoever runs the survey.
    Line(
        "reminder",
        on("Reminder", pupil="scope_id", author="sent_by", scope="scope_id", about="round"),
        read="organiser:organised staff:organised",
        create="organiser:noted staff:noted",
        keep=Keep(Since.MADE, 13),
    ),
    # A carer's way into a survey: made by whoever runs it, spent by the carer.
    Line(
        "carer_link",
        on("CarerLink", pupil="carer", about="round"),
        read="self organiser:organised",
        create="organiser:organised",
        change="self organiser:organised",
        roles={Role.ROLL: "read create change"},
        keep=Keep(Since.MADE, 13),
        without_past=True,
        at_sign_in=True,
        said=FAMILY,
    ),
    # What is known of a need, with "someone" for whatever would give names away.
    Line(
        "state",
        on("State", pupil="pupil"),
        read="tutor head_of_year safeguarding_lead",
        roles={Role.RECKONER: "read create change", Role.MEASURE: "read"},
        keep=Keep(Since.MADE, 13),
        untold=True,
        words=_("Whether a pupil has someone beside them: yes or no"),
        said=SOMEONE,
    ),
    # The exact state: only where the promise opened names, and to nobody where it rests on
    # what pupils of other tutors said.
    Line(
        "exact_state",
        on("ExactState", pupil="pupil", only=("need", OPENED_BY_NAMES), promise="round"),
        read="tutor:names head_of_year:names",
        roles={Role.RECKONER: "read create change", Role.MEASURE: "read"},
        keep=Keep(Since.MADE, 13),
        untold=True,
        said=SOMEONE,
    ),
    # Exact states that rest on what pupils of other tutors said: the measures alone.
    Line(
        "exact_state_shut",
        on("ExactState", pupil="pupil", only=("need", SHUT)),
        roles={Role.RECKONER: "read create change", Role.MEASURE: "read"},
        keep=Keep(Since.MADE, 13),
        said=SOMEONE,
    ),
    # Counts with nobody in them: of a school to whoever runs its surveys, of all its schools
    # to the lead of a federation. Each figure belongs to one of the two. Of some years, whoever
    # organises all of them.
    Line(
        "figure",
        on("Figure", pupil="scope_id", scope="scope_id", about="round"),
        on("TieFigure", pupil="scope_id", scope="scope_id", about="round"),
        read="organiser:organised staff:organised federation_lead",
        roles={Role.RECKONER: "read create change"},
        keep=Keep(Since.MADE, 120),
        untold=True,
    ),
    # Who has taken a need, and how it goes.
    Line(
        "commitment",
        on("Commitment", pupil="pupil", other="adult", until="ends", author="adult"),
        read="self tutor staff:own head_of_year beside mentor:own safeguarding_lead",
        create="staff:own head_of_year beside mentor:own",
        change="self staff:own head_of_year beside:own mentor:own",
        roles={Role.ROLL: "read create change", Role.RECKONER: "read"},
        keep=Keep(Since.LEAVING, 12),
        words=_("Who has offered to get to know a pupil"),
        said=BESIDE,
    ),
    # When they will look at it again, and what they wrote about a conversation. Whoever hands a
    # pupil over puts down the days for the one who comes next.
    Line(
        "follow_up",
        on("FollowUp", pupil="pupil", other="adult", author="adult"),
        read="self tutor staff:own head_of_year beside:own mentor:own safeguarding_lead",
        create="staff:own head_of_year beside mentor:own",
        change="self staff:own head_of_year beside:own mentor:own",
        roles={Role.ROLL: "read create change", Role.RECKONER: "read"},
        keep=Keep(Since.LEAVING, 12),
        words=_("That they talked, and what they wrote about it"),
        said=BESIDE,
    ),
    # That an adult is asked whether they would get to know a pupil: that adult, and heads of
    # year. Never the pupil, who is told once the adult has said yes.
    Line(
        "approach",
        on("Approach", pupil="pupil", other="adult", until="ends", author="adult"),
        read="staff:own head_of_year mentor:own",
        create="head_of_year",
        change="staff:own mentor:own",
        roles={Role.ROLL: "read change"},
        keep=Keep(Since.LEAVING, 12),
        words=_("That an adult was asked to get to know a pupil, and not what they said"),
        readers={
            Basis.STAFF: _("the adult who was asked"),
            Basis.MENTOR: _("the adult or older pupil who was asked"),
        },
        said=BESIDE,
    ),
    # Who helped a pupil, as the pupil says it.
    Line(
        "evidence",
        on("Evidence", pupil="pupil", author="pupil"),
        read="self",
        create="self",
        change="self",
        keep=Keep(Since.LEAVING, 12),
        words=_("Who helped a pupil, as the pupil says"),
        said=Said(_("Who helped you, as you say it"), _("So that you see who is beside you.")),
    ),
    # That an older pupil is invited to be a mentor: they, who runs it, and who looks after them.
    Line(
        "mentoring",
        on("Mentoring", pupil="pupil", other=LOOKS_AFTER, until="ends", author=LOOKS_AFTER),
        read="self staff:own finds_mentors",
        create="finds_mentors",
        change="self finds_mentors",
        roles={Role.RECKONER: "read", Role.ROLL: "read change"},
        keep=Keep(Since.LEAVING, 12),
        words=_("That an older pupil is a mentor, and how far they are with it"),
        readers={Basis.STAFF: _("the adult who looks after them")},
        said=MENTORING,
    ),
    # What a pupil thinks of their challenge, or of being a mentor: the pupil alone.
    Line(
        "reflection",
        on("MentorNote", pupil="pupil", author="pupil", unrecorded=("words",)),
        read="self",
        create="self",
        keep=Keep(Since.LEAVING, 12),
        words=_("What a pupil thinks of their challenge, or of being a mentor"),
        said=MENTORING,
    ),
    # How many pupils an adult has room for.
    Line(
        "capacity",
        on("Capacity", pupil="adult", author="adult"),
        read="self",
        create="self",
        change="self",
        roles={Role.ROLL: "read create change", Role.RECKONER: "read"},
        keep=Keep(Since.LEAVING, 12),
    ),
    # Which languages somebody speaks.
    Line(
        "spoken",
        on("Spoken", pupil="person", author="person"),
        read="self",
        create="self",
        change="self",
        roles={Role.RECKONER: "read"},
        keep=Keep(Since.LEAVING, 12),
        words=_("Which languages somebody speaks"),
        also_read=_("the head of year (only that a pupil and someone else both speak one)"),
        said=Said(
            _("Which languages you say you speak"),
            _("So that you can get to know someone who speaks one too."),
        ),
    ),
    # Beside whom an adult would gladly be: that adult, and who seeks somebody for the pupil.
    Line(
        "gladly",
        on("Gladly", pupil="pupil", other="adult", until="ended_at", author="adult"),
        read="staff:own head_of_year",
        create="staff:own",
        change="staff:own",
        roles={Role.ROLL: "read change"},
        keep=Keep(Since.LEAVING, 12),
        words=_("Beside whom an adult would gladly be"),
        readers={Basis.STAFF: _("the adult who would gladly")},
        said=Said(
            _("Which adults would gladly be beside you"),
            _("So that school can ask the right one. You cannot read it: it is not a promise."),
        ),
    ),
)

# Tables that are open to everybody, each with the reason.
OPEN = {
    "Round": "what is asked, when and under which promise; no answers",
    "TranslationCheck": "which translations a speaker has read, for whoever opens a letter",
}

# How a pupil is told that somebody looked, and the pages that are such looks.
LOOKS = (
    Look("year", _("your year’s page"), ("year",)),
    Look("school", _("the page of the whole school"), ("school",)),
    Look("group", _("your tutor group’s page"), ("group",)),
    Look("letter", _("the letter to your family")),
    Look("letters", _("the list of letters to families"), ("letters", "letters_of_group")),
    Look("form", _("the form for your family"), FAMILY_PAGES),
    Look("meeting", _("the list of a staff meeting"), ("mark", "meeting_send", "meeting_after")),
    Look(
        "survey",
        _("the page of a survey that they run"),
        ("round", "round_panel", "round_open", "round_changes", "paper_forms", "paper_type"),
    ),
    Look("wishes", _("the page of who would like someone beside them more"), ("wishes",)),
    Look("search", _("a list of names that they looked up"), ("gladly",)),
    Look("mentors", _("the list of older pupils who are mentors"), ("mentors", "mentor_end")),
    Look(
        "beside",
        _("a page about who is beside you"),
        (
            *("commit", "ask_adult", "answer_ask", "talk", "hand_over", "end_commitment", "slip"),
            *("undo_commitment", "limit", "colleagues"),
        ),
    ),
)
