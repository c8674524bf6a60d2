"""The sheet of a year group, as a school office would have it."""

from pathlib import Path

import openpyxl

HEADINGS = [
    *("First name", "Surname", "Year", "Tutor group", "Admission no", "Previous school"),
    *("Parent 1 name", "Parent 1 email", "Role", "Email"),
]
FIRST = (
    "Ava",
    "Leo",
    "Zara",
    "Omar",
    "Mia",
    "Kai",
    "Priya",
    "Noah",
    "Isla",
    "Yusuf",
    "Freya",
    "Marek",
)
LAST = [
    "Young",
    "Khan",
    "Okoro",
    "Patel",
    "Smith",
    "Nowak",
    "Ali",
    "Jones",
    "Reid",
    "Gill",
    "Evans",
    "Bell",
    "Carter",
    "Dunn",
    "Osman",
    "Quinn",
    "Todd",
    "Usman",
    "Vance",
    "Ward",
]
COLLEAGUES = ("Ann Okafor", "Bo Lund", "Cy Boyd")


def year_nine(folder: Path, groups: int = 8, a_group: int = 30, young: int = 0) -> Path:
    """An .xlsx of a year group with parents, and three colleagues who each tutor a group.

    With `young` pupils of eight years in a group 4A, whom a fourth colleague tutors.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADINGS)
    for number in range(groups * a_group):
        sheet.append(_pupil(number, f"9{'ABCDEFGH'[number // a_group]}"))
    for number in range(groups * a_group, groups * a_group + young):
        sheet.append(_pupil(number, "4A"))
    for place, name in enumerate(COLLEAGUES):
        sheet.append(_colleague(name, f"9{'ABC'[place]}"))
    if young:
        sheet.append(_colleague("Dot Pell", "4A"))
    path = folder / "year 9.xlsx"
    book.save(path)
    return path


def _pupil(number: int, group: str) -> list[str | int]:
    primary = "Mill Primary" if number % 3 else "Oak Primary"
    carer = number // 2
    return [
        *(
            FIRST[number % 12],
            LAST[number * 7 % 20],
            int(group[0]),
            group,
            f"{number:05d}",
            primary,
        ),
        *(f"Parent {carer}", f"parent{carer}@example.org", "", ""),
    ]


def _colleague(name: str, group: str) -> list[str]:
    first, last = name.split()
    email = f"{first}.{last}@example.org".lower()
    return [first, last, "", group, "", "", "", "", "Teacher", email]
