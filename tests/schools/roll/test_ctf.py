"""Common transfer files of several years, and what in them is not for us."""

import pytest

from beside.schools.roll.outcome import KINDS

from .builders import TODAY, read, roll, stored

PUPIL = """<Pupil><UPN>A330200115001</UPN><Surname>Reed</Surname><Forename>Isla</Forename>
<DOB>2015-03-01</DOB><{sex}>F</{sex}><BasicDetails><PreferredForename>Izzy</PreferredForename>
<NCyearActual>6</NCyearActual><Ethnicity>WBRI</Ethnicity></BasicDetails>
<LookedAfter><InCare>true</InCare></LookedAfter><SENhistory><SEN><SENprovision>E</SENprovision></SEN>
</SENhistory><FSMhistory><FSMreviewDate>2026-01-01</FSMreviewDate></FSMhistory>
<Contacts><Contact><Order>1</Order><Surname>Reed</Surname><Forename>Ann</Forename>
<Relationship>PAM</Relationship><Responsible>true</Responsible><Email>Ann@Example.org</Email></Contact>
<Contact><Surname>Office</Surname><Forename>Care</Forename><Relationship>SWR</Relationship></Contact>
<Contact><Surname>Fox</Surname><Forename>Flo</Forename><Relationship>FOM</Relationship></Contact>
</Contacts><SchoolHistory>
<School><SchoolName>Ash Infants</SchoolName><LeavingDate>2022-07-20</LeavingDate></School>
<School><SchoolName>Willow Primary</SchoolName><LeavingDate>{left}</LeavingDate></School>
</SchoolHistory></Pupil>"""


def ctf(*pupils, version="23.0", dest="<LEA>330</LEA><Estab>4001</Estab>", root="CTfile"):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><{root}><Header><CTFversion>{version}</CTFversion>'
        f"<SourceSchool><SchoolName>Willow Primary</SchoolName></SourceSchool>"
        f"<DestSchool>{dest}</DestSchool></Header><CTFpupilData>{''.join(pupils)}</CTFpupilData>"
        f"</{root.split()[0]}>"
    ).encode()


def isla(sex="Sex", left="2026-07-22"):
    return PUPIL.format(sex=sex, left=left)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (ctf(isla()), "of this year"),
        (ctf(isla("Gender"), version="15.0"), "of years ago"),
        (ctf(isla(), root='CTfile xmlns="urn:ctf"'), "with a namespace"),
        (ctf(isla()).decode().replace("UTF-8", "UTF-16").encode("utf-16"), "in UTF-16"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_is_read_whatever_its_version(tmp_path, content, why):
    found = read(tmp_path, {"3304001_CTF_330LLLL_001.xml": content})
    assert (found.format, found.errors, found.rejected) == ("ctf", [], [])
    person = next(iter(found.records["person"].values()))
    assert (person.given_name, person.family_name, person.preferred_name) == (
        "Isla",
        "Reed",
        "Izzy",
    )
    enrolment = next(iter(found.records["enrolment"].values()))
    assert (enrolment.school, enrolment.year_group) == ("3304001", "7")
    assert enrolment.previous_school == "Willow Primary"


def test_carers_come_and_nothing_that_tells_of_care(tmp_path):
    found = read(tmp_path, {"a.xml": ctf(isla())}, school_code="HILL")
    links = {link.relation: link for link in found.records["family_link"].values()}
    assert set(links) == {"mother", "carer"}
    assert links["mother"].parental_responsibility is True
    everything = repr((found.records, found.notes, found.rejected))
    for never in ("A330200115001", "WBRI", "Care", "foster", "2015", "SWR", "FOM"):
        assert never not in everything, never


def test_the_number_makes_the_id_and_is_never_shown(tmp_path):
    twice = read(tmp_path, {"a.xml": ctf(isla(), isla())}, school_code="HILL")
    assert [(r.row, r.code) for r in twice.rejected] == [(2, "duplicate_id"), (3, "duplicate_id")]
    assert "A330200115001" not in repr(twice)
    other = read(tmp_path, {"a.xml": ctf(isla())}, school_code="MILL")
    assert set(other.records["person"]) & set(
        read(tmp_path, {"b.xml": ctf(isla())}, school_code="MILL").records["person"]
    )


def test_nobody_leaves_and_again_nothing_changes(tmp_path):
    current = stored(
        read(tmp_path, {"a.xml": ctf(isla(), "<Pupil><UPN>B1</UPN><Surname>Li</Surname></Pupil>")})
    )
    plan = roll.plan(current, read(tmp_path, {"a.xml": ctf(isla())}), today=TODAY)
    assert plan.changes == [] and plan.held == []
    assert read(tmp_path, {"a.xml": ctf(isla())}).delta == set(KINDS)


def test_a_pupil_without_a_name_is_named_by_row(tmp_path):
    found = read(tmp_path, {"a.xml": ctf(isla(), "<Pupil><UPN>B1</UPN></Pupil>")})
    assert [(r.row, r.column, r.code) for r in found.rejected] == [(3, "Surname", "missing")]


def test_who_leaves_in_winter_stays_in_their_year(tmp_path):
    found = read(tmp_path, {"a.xml": ctf(isla(left="2026-11-20"))})
    assert [e.year_group for e in found.records["enrolment"].values()] == ["6"]


BAD = {
    "definitions of its own": (
        b'<!DOCTYPE x [<!ENTITY a "b">]>' + ctf(isla()).split(b"?>", 1)[1],
        "unsafe_xml",
    ),
    "it breaks off": (ctf(isla())[:700], "unreadable"),
    "no school named": (ctf(isla(), dest="<LEA>MMM</LEA>"), "no_school"),
    "another kind of XML": (b"<feed><entry/></feed>", "unknown_format"),
    "too deep": (ctf("<Pupil>" + "<a>" * 200 + "</a>" * 200 + "</Pupil>"), "unsafe_xml"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_is_said(tmp_path, case):
    content, code = BAD[case]
    found = read(tmp_path, {"a.xml": content})
    assert [fault.code for fault in found.errors] == [code]
