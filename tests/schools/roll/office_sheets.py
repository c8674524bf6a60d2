"""Sheets as school offices keep them, made by hand: headings, then rows of text."""

from random import Random


def _words(text: str) -> list[str]:
    return text.split()


GIVEN = _words(
    "Isla Omar Kit Ada Ben Cy Di Ed Flo Gus Hal Ivy Jo Lu Mo Nia Oz Pia Quin Ros Sam Tom Uma Vic "
    "Wyn Xan Yas Zoë José Łukasz Siân Ngozi Aarav Fatima Chloé Jürgen Þóra Marie-Claire"
)
FAMILY = _words(
    "Reed Khan Moss Poe Cole Dunn Ek Fry Gray Hill Ives Jay Kay May O'Brien Núñez Wójcik Åberg "
    "Müller Null Court Adeyemi Okafor Patel Singh Li Smith-Jones Brontë van-Dijk Page"
)
Rows = list[list[str]]


def names(random: Random, count: int) -> list[tuple[str, str]]:
    """People of whom no two have the same name."""
    every = [(given, family) for given in GIVEN for family in FAMILY]
    return random.sample(every, count)


def pupils(random: Random) -> Rows:
    rows = [["Admission number", "Surname", "Forename", "Year", "Form", "Previous school"]]
    for number, (given, family) in enumerate(names(random, random.randint(4, 30)), start=42):
        year = random.choice("789")
        rows.append([f"{number:05}", family, given, f"Year {year}", f"{year}A", "Mill Primary"])
    return rows


def pupils_without_numbers(random: Random) -> Rows:
    rows = [["Name", "Year", "Tutor group", "Known as", "Email"]]
    for given, family in names(random, random.randint(4, 30)):
        year = random.choice("789")
        rows.append([f"{family}, {given}", year, f"{year}B", "", f"{given}@hill.example".lower()])
    return rows


def with_carers(random: Random) -> Rows:
    rows = [["Name", "Form", "Adm No", "Mother", "Mother email", "Father", "Notes"]]
    for number, (given, family) in enumerate(names(random, random.randint(4, 20)), start=1):
        mother, address = f"Ann {family}", f"ann.{number}@example.org"
        rows.append([f"{given} {family}", "7A", str(number), mother, address, f"Bob {family}", ""])
    return rows


def row_per_contact(random: Random) -> Rows:
    rows = [
        [
            "Admission number",
            "Name",
            "Year",
            "Contact name",
            "Contact email",
            "Contact relationship",
        ]
    ]
    for number, (given, family) in enumerate(names(random, random.randint(3, 12)), start=100):
        for who in random.sample(["Ann", "Bob", "Cat"], random.randint(1, 3)):
            address = f"{who}.{number}@example.org".lower()
            rows.append(
                [str(number), f"{given} {family}", "8", f"{who} {family}", address, "parent"]
            )
    return rows


def staff(random: Random) -> Rows:
    titles = (
        "Teacher of Maths",
        "Head of Year 9",
        "Teaching Assistant",
        "Receptionist",
        "Caretaker",
    )
    rows = [["Staff id", "Name", "Job title", "Work email", "Form"]]
    for number, (given, family) in enumerate(names(random, random.randint(3, 15)), start=1):
        address = f"{given}.{family}@hill.example".lower()
        rows.append([f"T{number}", f"{given} {family}", random.choice(titles), address, ""])
    return rows


def everybody(random: Random) -> Rows:
    rows = [["ID", "First name", "Last name", "Role", "Year", "Form"]]
    for number, (given, family) in enumerate(names(random, random.randint(4, 20)), start=1):
        role = random.choice(["Pupil", "Pupil", "Pupil", "Teacher"])
        year, form = ("9", "9KP") if role == "Pupil" else ("", "")
        rows.append([str(number), given, family, role, year, form])
    return rows


SHEETS = (pupils, pupils_without_numbers, with_carers, row_per_contact, staff, everybody)
