"""Who may do what with challenges: one line for each kind of record."""

from django.utils.translation import gettext_lazy as _

from beside.placement.permissions import WITH_WHOM
from beside.rights import Keep, Line, Look, Role, Since, on
from beside.ties.permissions import CHALLENGES

LINES = (
    # Which challenges a pupil would like: the pupil, those who choose with them, who makes teams.
    Line(
        "ranking",
        on("Ranking", pupil="pupil", author="pupil"),
        read="self tutor head_of_year organiser",
        create="self",
        change="self",
        roles={Role.PLACER: "read"},
        keep=Keep(Since.LEAVING, 12),
        words=_("Which challenges a pupil would like"),
        said=CHALLENGES,
    ),
    # With whom a pupil would like to be in a team: nobody else reads it.
    Line(
        "company",
        on("Company", pupil="pupil", author="pupil", unrecorded=("named", "reasons")),
        read="self",
        create="self",
        change="self",
        roles={Role.PLACER: "read create change"},
        keep=Keep(Since.LEAVING, 12),
        words=_("With whom a pupil would like to be"),
        said=WITH_WHOM,
    ),
    # Who is in which team; a team and its helper see each other by one function.
    Line(
        "team_member",
        on("Member", pupil="pupil", other="helper", until="ended_at", author="helper"),
        read="self tutor staff:own head_of_year organiser",
        create="organiser",
        change="organiser",
        roles={Role.PLACER: "read change"},
        keep=Keep(Since.LEAVING, 12),
        words=_("Who is in which team"),
        said=CHALLENGES,
    ),
    # Whom staff keep in different teams: who makes teams, never a pupil.
    Line(
        "apart",
        on("Apart", pupil="pupil", author="by"),
        read="organiser",
        create="organiser:own",
        change="organiser",
        roles={Role.PLACER: "read"},
        keep=Keep(Since.LEAVING, 12),
        said=CHALLENGES,
    ),
    # What a team and its helper write down: they alone, and who makes teams.
    Line(
        "team_page",
        on(
            "TeamPage",
            pupil="pupils",
            author="helper",
            pupils_array=True,
            unrecorded=("tasks", "meetings", "helps"),
        ),
        read="self organiser",
        create="organiser",
        change="self organiser",
        roles={Role.PLACER: "read change"},
        keep=Keep(Since.LEAVING, 12),
        words=_("What a team writes down on its page"),
        said=CHALLENGES,
    ),
    # What a pupil thinks of their challenge, or of being a mentor: the pupil alone.
    Line(
        "reflection",
        on("Reflection", pupil="pupil", author="pupil"),
        read="self",
        create="self",
        keep=Keep(Since.LEAVING, 12),
        words=_("What a pupil thinks of their challenge, or of being a mentor"),
        said=CHALLENGES,
    ),
)

# Tables that are open to everybody, each with the reason.
OPEN = {
    "Season": "when there are challenges, and for which years",
    "Challenge": "a catalogue: what, where, with whose help",
    "Team": "names of teams, and nobody in them",
}

# How a pupil is told that somebody looked, and the pages that are such looks.
LOOKS = (
    Look(
        "challenges",
        _("the teams of the challenges"),
        ("challenges", "season", "season_apart", "season_teams", "teams_run", "teams_make"),
    ),
    Look("team", _("the page of your team"), ("team", "team_write")),
)
