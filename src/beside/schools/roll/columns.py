"""Guessing what the columns of a school's own sheet hold."""

import re
from collections.abc import Mapping, Sequence

from .text import clean, header_key

_TITLES: dict[str, str] = {
    "id": "besideid id pupilid studentid staffid personid sourcedid misid",
    "admission_number": (
        "admissionnumber admissionno admission admno adno studentnumber pupilnumber pupilno"
    ),
    "preferred_name": "preferredname preferredforename preferredfirstname knownas chosenname",
    "given_name": (
        "firstname firstnames forename forenames givenname givennames legalforename legalfirstname"
    ),
    "family_name": "surname lastname familyname legalsurname legallastname",
    "name": (
        "name fullname pupil student pupilname studentname nameofpupil child childname staffname "
        "staffmember teachername employeename"
    ),
    "year_group": "year yeargroup yr grade gradelevel ncyear schoolyear curriculumyear",
    "tutor_group": (
        "tutorgroup tutor form formgroup formclass reg reggroup regform registrationgroup "
        "registration homeroom tg class"
    ),
    "previous_school": "previousschool feederschool primaryschool lastschool formerschool",
    "email": "email emailaddress schoolemail workemail mail pupilemail studentemail staffemail",
    "username": "username login userid",
    "role": "role staffrole persontype",
    "title": "jobtitle title position post job",
    "school": "school schoolname schoolcode",
}
_SIMPLE = {word: meaning for meaning, words in _TITLES.items() for word in words.split()}
_CARER = re.compile(
    r"(?:primary|main|emergency|secondary)?"
    r"(parents?(?:s?orcarers?|carers?|guardians?)?|carers?|guardians?|mothers?|fathers?|mums?|dads?"
    r"|contacts?|nextofkin|family)(\d*)"
    r"(firstname|forename|givenname|lastname|surname|familyname|fullname|names?|emails?|"
    r"emailaddress|phone|mobile|tel|telephone|phonenumber|mobilenumber|relation|relationship|"
    r"relationshiptopupil|title|details)?(\d*)$"
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
    "details": "any",
    "": "any",
}
_SALUTATIONS = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", ""}


def guess_columns(header: Sequence[str], sample: Sequence[Sequence[str]] = ()) -> dict[int, str]:
    """What each column seems to hold, by its place: what is not recognised is left out.

    Meanings are `id`, `name`, `given_name`, `family_name`, `preferred_name`, `year_group`,
    `tutor_group`, `admission_number`, `previous_school`, `email`, `username`, `role`, `title`,
    `school`, and for parents and carers `carer:WHO:PART`, where WHO keeps the columns of one
    carer together and PART is `name`, `given`, `family`, `email`, `relation`, or `any` for a
    cell that holds everything about one or several. A guess is for a person to confirm.
    """
    found: dict[int, str] = {}
    for place, title in enumerate(header):
        meaning = _meaning(header_key(title))
        if meaning and meaning not in found.values() and not _misleads(meaning, place, sample):
            found[place] = meaning
    return found


def _meaning(key: str) -> str:
    if key in _SIMPLE:
        return _SIMPLE[key]
    carer = _CARER.match(key)
    if not carer:
        return ""
    part = _PARTS.get(carer[3] or "", "")
    return f"carer:{carer[1].rstrip('s')}{carer[2] or carer[4]}:{part}" if part else ""


def _misleads(meaning: str, place: int, sample: Sequence[Sequence[str]]) -> bool:
    """A column called Title often holds Mr and Mrs, not what somebody does."""
    if meaning != "title" or not sample:
        return False
    values = {clean(row[place]).casefold().rstrip(".") for row in sample if place < len(row)}
    return values <= _SALUTATIONS


def who(mapping: Mapping[int, str]) -> list[str]:
    """The carers a mapping knows, in the order of their columns."""
    carers = (m.split(":")[1] for _, m in sorted(mapping.items()) if m.startswith("carer:"))
    return list(dict.fromkeys(carers))
