"""The words of the questions and of the promise, as a pupil reads them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beside.web import states

Words = str | Promise


@dataclass(frozen=True)
class Asked:
    """A screen in words: what is asked, a line of help, a shorter form with a picture."""

    title: Words
    help: Words
    easier: Words
    icon: str


SCREENS = {
    "adult": Asked(
        _("Which adults at school are beside you?"),
        _("Any adult here counts: a teacher, someone in the office or the kitchen, a coach."),
        _("Which grown-ups at school do you like to be with?"),
        "chalkboard-teacher",
    ),
    "peer": Asked(
        _("Which pupils are beside you?"),
        _("Friends, or people you work well with. Any year counts."),
        _("Who do you like to be with in class and at play?"),
        "student",
    ),
    "family": Asked(
        _("Who in your family is beside you?"),
        _("At home or far away: mum, Nana, a brother, a foster carer."),
        _("Who in your family helps you?"),
        "house",
    ),
    "outside": Asked(
        _("Is anyone else beside you?"),
        _("Out of school: a coach, a neighbour, someone from a club or place of prayer."),
        _("Who else do you like to be with?"),
        "tree",
    ),
    "participation": Asked(
        _("Who asks what you think? Tap them."),
        _("They let you take part and have a say."),
        _("Who lets you join in?"),
        "chat-circle-dots",
    ),
    "recognition": Asked(
        _("Who knows what you are good at? Tap them."),
        _("They know who you are and what you can do."),
        _("Who knows what you are good at?"),
        "leaf",
    ),
    "care": Asked(
        _("Who looks out for you? Tap them."),
        _("You could go to them on a bad day."),
        _("Who is kind to you when you are sad?"),
        "heart",
    ),
    "motivation": Asked(
        _("Who makes you want to keep going? Tap them."),
        _("They help you try again when it is hard."),
        _("Who helps you try again?"),
        "plant",
    ),
    "helps": Asked(
        _("Who do you help? Tap them."),
        _("With work, with a problem, or just by being there."),
        _("Who do you help?"),
        "hand-heart",
    ),
    "stage": Asked(
        _("How do you learn with them?"),
        _("Pick what fits best most of the time."),
        _("How do you like to learn?"),
        "users-three",
    ),
    "go_to": Asked(
        _("If something was going wrong, is there an adult here you would go to?"),
        _("Any adult at school counts."),
        _("If you were sad at school, is there a grown-up you would tell?"),
        "lifebuoy",
    ),
    "wish": Asked(
        _("Is there someone you would like beside you more?"),
        _("A pupil or an adult. If no one comes to mind, that is fine: go on."),
        _("Who would you like to be with more?"),
        "user-plus",
    ),
    "matters": Asked(
        _("Do people you like think that learning matters?"),
        _("Think of the people you spend time with."),
        _("Do your friends like to learn?"),
        "users-three",
    ),
    "learner": Asked(
        _("Are you someone who learns?"),
        _("In school or out: how to cook, a song, a game, a sum."),
        _("Do you like to learn new things?"),
        "sun",
    ),
}

CHOICES = {
    "go_to": {
        "several": _("Yes, more than one"),
        "one": _("Yes, one"),
        "unsure": _("I am not sure"),
        "not_now": _("No, not right now"),
    },
    "matters": {
        "most": _("Yes, most of them"),
        "some": _("Some of them"),
        "few": _("Not many of them"),
        "unsure": _("I am not sure"),
    },
    "learner": {
        "mostly": _("Yes, most of the time"),
        "sometimes": _("Sometimes"),
        "not_really": _("Not really"),
        "unsure": _("I am not sure"),
    },
    "stage": {
        "from": _("I learn from them"),
        "with": _("We learn side by side"),
        "own": _("I learn on my own and they are there"),
    },
}

# The same as `SCREENS`, for the head of a column on paper.
TICKS = {
    "participation": _("asks what I think"),
    "recognition": _("knows what I am good at"),
    "care": _("looks out for me"),
    "motivation": _("keeps me going"),
    "helps": _("I help them"),
}

RINGS = {1: _("Very close"), 2: _("Close"), 3: _("Further out")}

# What a pupil is promised, line by line, before the first question.
PROMISES = {
    "yes_no": (
        _("No one at school sees the names you put in."),
        _("For each question, your tutor and your head of year see just a yes or a no."),
        _("The people you name are not told."),
    ),
    "names": (
        _("Your tutor and your head of year see the names you put in."),
        _("No one else at school does, and your family does not."),
        _("The people you name are not told."),
    ),
    "choose": (
        _("At first no one sees the names you put in. Then you choose, name by name."),
        _("You can show a name to your tutor and head of year, or to the person you named."),
        _("You can change your mind at any time. Both are fine."),
        _("For each question, your tutor and your head of year see just a yes or a no."),
    ),
}


# How many pupils two colleagues both teach, in words; see `rules.shared_band`.
SHARED = {
    "few": _("a few of the same pupils"),
    "class": _("about a class of the same pupils"),
    "more": _("more than a class of the same pupils"),
}


@dataclass(frozen=True)
class Need:
    """A need in words: what it is called, and what each list of pupils without it says."""

    name: Words
    nobody: Words = _("The pupil told us that no one comes to mind.")
    waiting: Words = ""
    pupil_only: Words = ""
    short: Words = ""


NEEDS = {
    "adult": Need(
        _("An adult at school"),
        _("The pupil told us, or every adult asked has said so."),
        _("No adult has said they know them; we have not heard from the pupil."),
        _("The pupil named an adult; no adult has named them."),
        short=_("An adult"),
    ),
    "peer": Need(
        _("Other pupils"),
        waiting=_("No pupil has named them; we have not heard from the pupil."),
        pupil_only=_("The pupil named other pupils; none has named them."),
        short=_("Pupils"),
    ),
    "family": Need(
        _("Family"),
        waiting=_("No parent or carer has answered; we have not heard from the pupil."),
        pupil_only=_("The pupil named family; no parent or carer has answered."),
        short=_("Family"),
    ),
    "participation": Need(_("Someone asks what they think")),
    "recognition": Need(_("Someone knows what they are good at")),
    "care": Need(_("Someone looks out for them")),
    "motivation": Need(_("Someone makes them want to keep going")),
    "mentor": Need(
        _("A mentor or role model"),
        _("The pupil told us of no adult close to them whom they learn from or with."),
    ),
    "suite": Need(_("All of these")),
}


MEASURED = {
    "some": _("Near an adult’s badge"),
    "none_measured": _("Never near an adult’s badge"),
    "not_known": _("Not known: they, or the adults, wore no badge"),
}


def key_of(need: str, *, found: Collection[str] = ()) -> tuple[str, ...]:
    """The states in which a need is shown, in the order of a key, with those `found` on a page."""
    shown = {"suite": ("part", "all", "not_known"), "adult": states.YES_OR_NO}
    shown["family"] = states.YES_OR_NO
    wanted = {*shown.get(need, ("nobody", "someone", "not_known")), *found}
    if wanted & {"both", "one_side_each", "adult_only"} and "someone" not in found:
        wanted = wanted - {"someone"} | {*states.WITH_NAMES}
    return tuple(state for state in states.LOOKS if state in wanted)


class Part(NamedTuple):
    """One screen of a mentor's preparation: a title, a few sentences, what is ticked."""

    title: Words
    words: tuple[Words, ...]
    tick: Words


PREPARATION = {
    "listening": Part(
        _("Listening"),
        (
            _("You do not have to fix anything. Be there, ask, and let them talk."),
            _("Ask one thing that is not about work. Wait for the answer."),
            _("Do not laugh at what they say, and do not tell them what you would do at once."),
        ),
        _("I will listen first."),
    ),
    "promise": Part(
        _("What you keep to yourself, and what you do not"),
        (
            _("What they tell you stays with you. Do not pass it on to friends or put it online."),
            _("There is one limit. If someone is hurt, or may be in danger, tell an adult today."),
            _("Never promise to keep that a secret. Say: I have to tell someone who can help."),
        ),
        _("If someone is hurt or in danger, I tell an adult today."),
    ),
    "places": Part(
        _("Where and when"),
        (
            _("Meet at school, where staff can see you: the library, the hall, a club."),
            _("Meet in school hours. Do not meet alone behind a shut door, or out of school."),
            _("Do not swap phone numbers or write to each other online."),
        ),
        _("We meet at school, in sight of staff."),
    ),
    "help": Part(
        _("When it does not go well"),
        (
            _("They may say no, be quiet, or not come. That is not your fault, and not theirs."),
            _("You may stop at any time. Nobody asks why."),
            _("An adult looks after you. Tell them how it goes, and ask when you are not sure."),
        ),
        _("I know who looks after me, and that I may stop."),
    ),
}

# Languages that are offered as somebody types; any other may be written too.
LANGUAGES = (
    *("Akan (Twi)", "Albanian", "Amharic", "Arabic", "Bengali", "British Sign Language"),
    *("Bulgarian", "Cantonese", "Czech", "Dari", "Dutch", "Farsi (Persian)", "French", "German"),
    *("Greek", "Gujarati", "Hausa", "Hebrew", "Hindi", "Hungarian", "Igbo", "Italian"),
    *("Japanese", "Korean", "Kurdish", "Latvian", "Lingala", "Lithuanian", "Malayalam"),
    *("Mandarin", "Nepali", "Pashto", "Polish", "Portuguese", "Punjabi", "Romani", "Romanian"),
    *("Russian", "Shona", "Sinhala", "Slovak", "Somali", "Spanish", "Swahili", "Swedish"),
    *("Sylheti", "Tagalog", "Tamil", "Telugu", "Thai", "Tigrinya", "Turkish", "Ukrainian"),
    *("Urdu", "Vietnamese", "Welsh", "Yoruba"),
)
