"""Guessing what the columns of a school's own sheet hold."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from .roles import kind_of
from .text import clean, header_key

_TITLES: dict[str, str] = {
    "beside_id": "besideid",
    "id": (
        "id pupilid studentid staffid staffcode teacherid employeeid employeenumber personid "
        "sourcedid misid"
    ),
    "admission_number": (
        "admissionnumber admissionno admission admno adno studentnumber pupilnumber pupilno "
        "rhifderbyn"
    ),
    "upn": "upn uniquepupilnumber pupilupn studentupn",
    "preferred_name": (
        "preferredname preferredforename preferredfirstname preferredgivenname preferred knownas "
        "chosenname nickname prefforename preffirstname usualforename"
    ),
    "given_name": (
        "firstname firstnames forename forenames givenname givennames legalforename "
        "legalfirstname enwcyntaf enwaucyntaf vorname prénom prenom imię imie nombre"
    ),
    "family_name": (
        "surname lastname familyname legalsurname legallastname cyfenw nachname familienname "
        "nom nazwisko apellido apellidos"
    ),
    "name": (
        "name fullname pupil student pupilname studentname nameofpupil child childname staffname "
        "staffmember teachername employeename enw enwllawn disgybl enwdisgybl"
    ),
    "year_group": (
        "year yeargroup yr grade gradelevel ncyear schoolyear curriculumyear "
        "nationalcurriculumyear blwyddyn grŵpblwyddyn grwpblwyddyn"
    ),
    "tutor_group": (
        "tutorgroup form formgroup formclass reg reggroup regform registrationgroup "
        "registration registrationform registrationclass homeroom tg tutorof formtutorof class "
        "classgroup klasse classe klasa clase dosbarth dosbarthcofrestru grŵptiwtor "
        "grwptiwtor tutor"
    ),
    "previous_school": (
        "previousschool feederschool primaryschool lastschool formerschool ysgolflaenorol"
    ),
    "email": (
        "email emailaddress schoolemail workemail mail pupilemail studentemail staffemail ebost "
        "cyfeiriadebost"
    ),
    "username": "username login userid",
    "role": "role staffrole persontype usertype rôl",
    "title": "jobtitle title position post job jobrole swydd",
    "school": "school schoolname schoolcode schoolid schoolurn schoolnumber establishment ysgol",
    "status": (
        "status enrolmentstatus enrollmentstatus rollstatus onroll currentstatus pupilstatus "
        "studentstatus leaver"
    ),
    "leaves": "dateofleaving leavingdate leavedate leaverdate dateleft leftdate dol enddate",
}
_SIMPLE = {word: meaning for meaning, words in _TITLES.items() for word in words.split()}
_CARER = re.compile(
    r"(?:primary|main|emergency|secondary|priority)?(\d*)"
    r"(parents?(?:s?orcarers?|carers?|guardians?)?|carers?|guardians?|mothers?|fathers?|mums?|dads?"
    r"|contacts?|nextofkin|family)(\d*)"
    r"(firstname|forename|givenname|lastname|surname|familyname|fullname|names?|emails?|"
    r"emailaddress|phone|mobile|tel|telephone|phonenumber|mobilenumber|relation|relationship|"
    r"relationshiptopupil|relationshiptochild|type|title|details)?(\d*)$"
)
# Priority 1 Email: a contact of which the heading says the number alone.
_PRIORITY = re.compile(r"priority(\d+)(?=name|email|relation|forename|surname|phone|mobile|tel)")
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}
_ORDINAL = re.compile(r"(first|1st|second|2nd|third|3rd)(?=parent|carer|guardian|contact)")
# A heading that tells of a carer, whether Beside reads it or not.
_ABOUT_A_CARER = re.compile(
    r"responsib|court|restrict|relation|priority|liveswith|correspond|parent|carer|guardian|mother"
    r"|father|contact|nextofkin"
)
_PARTS = {
    "firstname": "given",
    "forename": "given",
    "givenname": "given",
    "lastname": "family",
    "surname": "family",
    "familyname": "family",
    "fullname": "name",
    "name": "name",
    "names": "name",
    "email": "email",
    "emails": "email",
    "emailaddress": "email",
    "relation": "relation",
    "relationship": "relation",
    "relationshiptopupil": "relation",
    "relationshiptochild": "relation",
    "type": "relation",
    "details": "any",
    "": "any",
}
SALUTATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "rev",
        "revd",
        "reverend",
        "fr",
        "sir",
        "dame",
        "lady",
        "lord",
        "master",
        "mstr",
        "mast",
        "madam",
        "hon",
        "rabbi",
        "imam",
        "sr",
        "br",
        "capt",
        "herr",
        "frau",
        "mme",
        "mlle",
        "m",
        "sra",
        "srta",
        "don",
    ]
) | {""}
# Headings that say what people are only if their cells do.
_MAY_BE_ROLE = frozenset({"type", "category", "persontype", "group", "kind"})
# Words around a heading that change nothing: Student Forename, NC Year Actual, Form name.
_BEFORE = re.compile(r"(?:pupil|student|learner|child|staff|legal|current|actual)(?=[^\W\d_]{4})")
_AFTER = re.compile(r"(?<=[^\W\d_]{2})(?:actual|current|now|name|code|s)$")
_PLAIN_BEFORE = {"given_name", "family_name", "name", "preferred_name", "year_group"} | {
    "tutor_group",
    "email",
}
_PLAIN_AFTER = {"given_name", "family_name", "year_group", "tutor_group"}
_OF_A_TUTOR = frozenset({"tutor", "formtutor", "formtutorof", "tutorof"})
# Only the last of these is taken where there is another: it often holds the tutor's name.
_LAST = {"tutor": 2, "class": 1, "classgroup": 1, "teacher": 1, "title": 1}
_STAFF = frozenset(
    [
        "staffid",
        "staffcode",
        "teacherid",
        "employeeid",
        "employeenumber",
        "staffname",
        "staffmember",
        "teachername",
        "employeename",
        "workemail",
        "staffemail",
        "staffrole",
        "jobtitle",
        "job",
        "jobrole",
    ]
)
_PUPIL = frozenset(
    [
        "pupilid",
        "studentid",
        "pupil",
        "student",
        "pupilname",
        "studentname",
        "nameofpupil",
        "child",
        "childname",
        "pupilnumber",
        "studentnumber",
        "pupilno",
        "pupilemail",
        "studentemail",
        "upn",
        "uln",
    ]
)
# A heading that belongs to the carer whose columns stand before it.
_RELATIONS = frozenset({"relationship", "relation", "relationshiptopupil", "relationshiptochild"})
NAMES = frozenset({"name", "given_name", "family_name"})


def guess_columns(header: Sequence[str], sample: Sequence[Sequence[str]] = ()) -> dict[int, str]:
    """What each column seems to hold, by its place: what is not recognised is left out.

    Meanings are `beside_id`, `id`, `name`, `given_name`, `family_name`, `preferred_name`,
    `year_group`, `tutor_group`, `admission_number`, `previous_school`, `email`, `username`,
    `role`, `title`, `school`, and for parents and carers `carer:WHO:PART`, where WHO keeps the
    columns of one carer together and PART is `name`, `given`, `family`, `email`, `relation`, or
    `any` for a cell that holds everything about one or several. A guess is for a person to
    confirm.
    """
    best: dict[str, tuple[int, int]] = {}
    carer = ""
    for place, title in enumerate(header):
        key = _plain_key(title)
        meaning = _meaning(key)
        if key in _RELATIONS and carer:
            meaning = f"carer:{carer}:relation"
        if meaning == "email" and carer and is_carer_title(header[place - 1]):
            meaning = f"carer:{carer}:email"
        carer = meaning.split(":")[1] if meaning.startswith("carer:") else carer
        if meaning and not _misleads(meaning, place, sample):
            best[meaning] = min(best.get(meaning, (9, place)), (_LAST.get(key, 0), place))
    roles = None if "role" in best else _place_of_roles(header, sample)
    if roles is not None:
        best["role"] = (0, roles)
    return {place: meaning for meaning, (_rank, place) in sorted(best.items(), key=_place)}


def _place_of_roles(header: Sequence[str], sample: Sequence[Sequence[str]]) -> int | None:
    """The column called Type or the like whose cells say pupil, staff and so on."""
    for place, title in enumerate(header):
        if header_key(title) in _MAY_BE_ROLE:
            cells = [row[place] for row in sample if place < len(row)]
            if any(kind_of(cell) for cell in cells if cell):
                return place
    return None


@lru_cache(maxsize=4096)
def _plain_key(title: str) -> str:
    """A heading without what stands around its word: "Year (NC)", "Student Forename", "Name *"."""
    key = header_key(title)
    if _knows(key):
        return key
    bare = header_key(re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", title))
    if bare and _knows(bare):
        return bare
    for plain, allowed in (
        (_BEFORE.sub("", bare, count=1), _PLAIN_BEFORE),
        (_AFTER.sub("", bare), _PLAIN_AFTER),
        (_AFTER.sub("", _BEFORE.sub("", bare, count=1)), _PLAIN_AFTER),
    ):
        if plain not in _OF_A_TUTOR and _SIMPLE.get(plain) in allowed:
            return plain
    return key


def _knows(key: str) -> bool:
    return bool(_meaning(key))


def _place(item: tuple[str, tuple[int, int]]) -> int:
    return item[1][1]


def known_titles(header: Sequence[str]) -> int:
    """How many cells of a row are headings that are known."""
    return len(guess_columns(header))


def is_heading(header: Sequence[str]) -> bool:
    """Whether a row may be the headings of a roll: it names a column of names."""
    return bool(NAMES & set(guess_columns(header).values()))


def is_title(cell: str) -> bool:
    """Whether a cell is a heading that is known, as it stands."""
    return len(cell) < 60 and bool(_meaning(header_key(cell)))


def is_carer_title(title: str) -> bool:
    """Whether a column is about a parent or carer, read or not: Contact 1 mobile."""
    key = header_key(title)
    return bool(_CARER.match(key) or _ABOUT_A_CARER.search(key))


def speaks_of_staff(header: Sequence[str]) -> bool:
    """Whether headings such as Staff id or Job title say that a sheet lists staff."""
    keys = {header_key(title) for title in header}
    return bool(keys & _STAFF) and not keys & _PUPIL


def speaks_of_pupils(header: Sequence[str]) -> bool:
    """Whether headings such as Pupil name say that a sheet lists pupils."""
    keys = {header_key(title) for title in header}
    return bool(keys & _PUPIL) or any(key.startswith(("student", "pupil")) for key in keys)


def _meaning(key: str) -> str:
    if key in _SIMPLE:
        return _SIMPLE[key]
    carer = _CARER.match(_numbered(key))
    if not carer:
        return ""
    part = _PARTS.get(carer[4] or "", "")
    number = carer[1] or carer[3] or carer[5]
    return f"carer:{carer[2].rstrip('s')}{number}:{part}" if part else ""


def _numbered(key: str) -> str:
    """A heading with the number of its contact written one way: First contact, Priority 1 Email."""
    key = _ORDINAL.sub(lambda found: f"priority{_ORDINALS[found[1]]}", key)
    return _PRIORITY.sub(r"priority\1contact", key)


def _misleads(meaning: str, place: int, sample: Sequence[Sequence[str]]) -> bool:
    """A column called Title often holds Mr and Mrs, not what somebody does."""
    if meaning != "title" or not sample:
        return False
    values = {clean(row[place]).casefold().rstrip(".") for row in sample if place < len(row)}
    return values <= SALUTATIONS


def who(mapping: Mapping[int, str]) -> list[str]:
    """The carers a mapping knows, in the order of their columns."""
    carers = (m.split(":")[1] for _, m in sorted(mapping.items()) if m.startswith("carer:"))
    return list(dict.fromkeys(carers))
