"""Beside's own short tables, for what other systems do not know: who is whose parent, who holds
which post, which adults come from outside.

Every table is optional. people.csv lists all pupils of the schools it names; the other tables
only add and change. A post or a membership ends by its `ends`.
"""

TEMPLATES: dict[str, tuple[str, list[str]]] = {
    "schools.csv": ("id,name,code", ["s1,Hill School,1000"]),
    "groups.csv": (
        "id,school,name,kind,course,year_group",
        ["7A,s1,7A,tutor_group,,7", "club-chess,s1,Chess,club,,"],
    ),
    "people.csv": (
        "id,given_name,family_name,preferred_name,username,email,role,school,year_group,"
        "tutor_group,admission_number,previous_school,starts,ends",
        [
            "p1,Isla,Reed,,,,pupil,s1,7,7A,0042,Mill Primary,,",
            "t1,Ada,Okafor,,,ada@example.org,teacher,s1,,,,,,",
            "c1,Sam,Reed,,,sam@example.org,carer,s1,,,,,,",
        ],
    ),
    "family_links.csv": (
        "carer,pupil,relation,parental_responsibility,lives_with",
        ["c1,p1,father,yes,yes"],
    ),
    "posts.csv": (
        "person,school,kind,title,year_group,starts,ends",
        ["t1,s1,head_of_year,Head of Year 7,7,2026-09-01,"],
    ),
    "memberships.csv": (
        "person,group,role,starts,ends",
        ["p1,club-chess,pupil,,", "t1,7A,tutor,,"],
    ),
    "community_adults.csv": (
        "id,given_name,family_name,email,organisation,school,title,checks_expire,"
        "training_expires,starts,ends",
        ["a1,Jo,Marsh,jo@example.org,Marsh Bakery,s1,Baker,2027-08-31,2027-08-31,,"],
    ),
}


def templates() -> dict[str, str]:
    """The tables to fill in, by file name: a header and rows that show how.

    Each is the text of a CSV file; the example rows belong together and can be imported.
    """
    return {name: "\n".join([header, *rows]) + "\n" for name, (header, rows) in TEMPLATES.items()}


def is_template(name: str, header_keys: set[str]) -> bool:
    """Whether a file has the name and at least the first two columns of a template."""
    if name not in TEMPLATES:
        return False
    first = TEMPLATES[name][0].replace("_", "").split(",")[:2]
    return set(first) <= header_keys
