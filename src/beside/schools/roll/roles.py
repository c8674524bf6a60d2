"""The words of other systems for what a person is at a school, in ours."""

PUPIL, CARER = "pupil", "carer"

_WORDS = {
    PUPIL: (
        "student pupil learner scholar boarder daypupil dayboarder weeklyboarder fullboarder "
        "flexiboarder dayboy daygirl daystudent child"
    ),
    CARER: "parent guardian relative carer",
    "teacher": "teacher faculty professor lecturer instructor adjunct",
    "head": "principal headteacher",
    "staff": (
        "aide administrator admin proctor counselor counsellor staff siteadministrator "
        "districtadministrator systemadministrator assistant teachingassistant ta coach mentor "
        "officestaff healthstaff nurse librarian support supportstaff other dean chair "
        "teachersaide"
    ),
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}
FAMILY_WORDS = frozenset({"parent", "guardian", "relative"})


def kind_of(word: str) -> str | None:
    """What a role makes of a person: pupil, carer, or the kind of a post; None if not known."""
    return _KINDS.get("".join(c for c in word.casefold() if c.isalnum()))


def membership_role(word: str, group_kind: str) -> str | None:
    """What a role in a class makes of a person in the group; None if it has no place there."""
    kind = kind_of(word)
    if kind == PUPIL:
        return "pupil"
    if kind in ("teacher", "head"):
        return "tutor" if group_kind == "tutor_group" else "teacher"
    return "leader" if kind == "staff" else None
