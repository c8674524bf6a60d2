"""Sheets as text: marks between cells, lines around the table, letters and words that are nobody."""

import pytest

from beside.schools.roll.encodings import guess, words_of

from .books import bring_in, carers_of, codes, notes, plan, pupils_of, read


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\nName;Year;Form\nIsla Reed;7;7A\n",
        '"sep=|"\nName|Year|Form\nIsla Reed|7|7A\n',
        "Name|Year|Form\nIsla Reed|7|7A\n",
        "Hill School,,\nForm list printed 28/11/2026,,\n\nName,Year,Form\nIsla Reed,7,7A\n",
        "List: Year 7, Year 8, and more\nName;Year;Form\nIsla Reed;7;7A\n",
        '="Name",="Year",="Form"\n="Isla Reed",="7",="7A"\n',
    ],
)
def test_marks_and_lines_around_the_table(text):
    found = read(text)
    assert pupils_of(found.records) == {("Isla Reed", "7", "7A")} and found.rejected == []


def test_rows_keep_the_numbers_a_person_sees():
    assert codes(read("Hill School\n\nName,Year\nIsla Reed,7\n,7\n")) == [(5, "Name", "missing")]
    assert codes(read("sep=;\nName;Year\n;7\n")) == [(2, "Name", "missing")]


@pytest.mark.parametrize("number", ['="00042"', "'00042", '=("00042")'])
def test_zeros_that_were_kept_from_a_spreadsheet(number):
    quoted = '"' + number.replace('"', '""') + '"'
    found = read(f"Admission number,Name,Form\n{quoted},Isla Reed,'7A\n")
    (enrolment,) = found.records["enrolment"].values()
    assert enrolment.admission_number == "00042"
    assert pupils_of(found.records) == {("Isla Reed", "", "7A")}


def test_an_apostrophe_that_belongs_to_a_name_stays():
    assert pupils_of(read("Forename,Surname\nJan,'t Hooft\n").records) == {("Jan 't Hooft", "", "")}


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("mac_roman", "José Núñez, Zoë Åberg, Siân Brontë"),
        ("mac_roman", "JOSÉ NÚÑEZ"),
        ("cp1250", "Łukasz Wójcik, Štěpán Dvořák"),
        ("cp1250", "Jiří Dvořák"),
        ("iso8859_2", "Štěpán Dvořák"),
        ("cp850", "José Núñez, Zoë Åberg"),
        ("cp852", "Łukasz Wójcik"),
        ("cp1254", "İpek Şahin, Oğuz Işık"),
        ("cp1254", "Gürkan Yıldız, Ayşe Çağlar"),
        ("cp1252", "José Núñez, Þórður Guðrúnarson"),
        ("cp1252", "Renée O’Brien"),
        ("cp1251", "Иван Петров"),
        ("cp1257", "Jānis Bērziņš"),
    ],
)
def test_letters_are_read_as_they_were_written_and_asked_about(encoding, names):
    people = [name.strip() for name in names.split(",")]
    text = "Name,Form\n" + "".join(f"{name},7A\n" for name in people)
    found = read(text.encode(encoding), name="pupils.csv")
    assert {name for name, _year, _form in pupils_of(found.records)} == set(people)
    (note,) = [note for note in found.notes if note.code == "encoding"]
    assert any(word in note.reason for word in people[0].split())


def test_letters_that_make_no_sense_are_said_to_be_unsure():
    assert (
        guess(words_of(b"Jos\x81\x8d\x8f")).unsure
        and not guess(words_of("Zoë".encode("cp1252"))).unsure
    )


NOBODY = """Name,Known as,Form,Previous school,Parent 1,Parent 1 email,Parent 2
Isla Reed,n/a,7A,N/A,Ann Reed,none,None
Omar Khan,-,-,-,N/A,n/a,As above
Kit Moss,,7A,,TBC,,-
Ada Null,,7A,,Jo Null,noemail@hill.example,
"""


def test_words_that_are_nobody_are_nobody():
    found = read(NOBODY)
    assert pupils_of(found.records) == {
        ("Isla Reed", "", "7A"),
        ("Omar Khan", "", ""),
        ("Kit Moss", "", "7A"),
        ("Ada Null", "", "7A"),
    }
    assert carers_of(found.records) == {("Ann Reed", "", "", "Isla"), ("Jo Null", "", "", "Ada")}
    people = found.records["person"].values()
    assert not any(person.preferred_name for person in people) and "nobody" in notes(found)
    assert not any(e.previous_school for e in found.records["enrolment"].values())
    assert [note.reason.split()[0] for note in found.notes] == ["12", "1"]


@pytest.mark.parametrize("name", ["n/a", "-", "TBC", "?"])
def test_a_pupil_called_nothing_has_no_name(name):
    assert codes(read(f"Name,Year\n{name},7\n")) == [(2, "Name", "missing")]


def test_totals_headings_again_and_footers_are_nobody_and_are_noted():
    text = "Name,Year,Form\nIsla Reed,7,7A\nName,Year,Form\nOmar Khan,7,7A\n"
    text += "Total: 2 pupils,,\nPrinted 28/11/2026 by Olive,,\n60 Total,,\n"
    found = read(text)
    assert {name for name, *_ in pupils_of(found.records)} == {"Isla Reed", "Omar Khan"}
    assert {note.row for note in found.notes} == {3, 5, 6, 7}


def test_a_row_with_nothing_but_a_name_waits_for_a_word():
    text = "Name,Year,Form\nIsla Reed,7,7A\nOmar Khan,7,7A\nHill School,,\n"
    drawn = plan({}, text)
    (held,) = drawn.held
    assert held.rule == "only_a_name" and drawn.by_kind["person"]["added"] == 2
    assert plan({}, text, held.key).by_kind["person"]["added"] == 3
    again = plan(bring_in(text, accept=[held.key]), text)
    assert again.held == [] and again.changes == []


def test_a_nickname_in_quotes_refuses_nothing():
    found = read('Name,Year\n"Isla" Reed,7\nOmar "Omi" Khan,8\n')
    assert {year for _n, year, _g in pupils_of(found.records)} == {"7", "8"}
    assert [e.code for e in read('Name,Year\n"Isla Reed,7\nOmar Khan,8\n').errors] == [
        "unclosed_quote"
    ]


def test_columns_that_are_not_used_are_named():
    found = read("Name,Year,Date of birth,House\nIsla Reed,7,2014-01-01,Oak\n")
    assert [each.column for each in found.unused] == ["Date of birth", "House"]


def test_the_form_counts_and_not_the_name_of_its_tutor():
    found = read("Name,Tutor,Form\nIsla Reed,Mr K Patel,7 a\nOmar Khan,Mr K Patel,7A\n")
    assert {group for _n, _y, group in pupils_of(found.records)} == {"7 a"}
    assert [each.column for each in found.unused] == ["Tutor"]


def test_a_relation_without_more_is_that_of_the_carer_before_it():
    text = "Name,Year,Contact name,Contact email,Relationship\nIsla Reed,7,Ann Reed,a@x.org,Aunt\n"
    assert carers_of(read(text).records) == {("Ann Reed", "a@x.org", "aunt", "Isla")}


@pytest.mark.parametrize("row", ["Total: 4 pupils,,,", ",Total,60,", ",60 Total,,", "Page 2,,,"])
def test_a_total_is_nobody_in_whatever_column_it_stands(row):
    found = read(f"Adm No,Name,Year,Form\n1,Isla Reed,7,7A\n2,Omar Khan,7,7A\n{row}\n")
    assert len(found.records["person"]) == 2 and found.rejected == []
    assert [(note.row, note.code) for note in found.notes] == [(4, "no_person")]
