"""Whatever the bytes, reading ends in an answer, never in an exception."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from beside.schools import roll
from beside.schools.roll.records import School
from beside.schools.roll.sheet import read_pasted, read_sheet
from tests import drawn

from .builders import TODAY, small_school, write

NAMES = sorted(small_school())
MANGLE = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(["cut", "put", "drop", "double"]),
        st.floats(0, 1),
        st.one_of(
            st.binary(max_size=12),
            st.sampled_from(
                [b'"', b"\0", b"\xff\xfe", b",", b"\r", b"\n", b"'=", "é\u202e".encode()]
            ),
        ),
    ),
    max_size=6,
)
pytestmark = pytest.mark.worlds
QUIET = settings(
    max_examples=drawn.worlds(200),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def mangled(steps):
    files = {name: "\n".join(lines[:8]).encode() for name, lines in small_school().items()}
    for name, how, where, content in steps:
        data, at = files[name], int(where * len(files[name]))
        files[name] = {
            "cut": data[:at],
            "put": data[:at] + content + data[at:],
            "drop": data[:at] + data[at + len(content) :],
            "double": data[:at] + data[at:] * 2,
        }[how]
    return files


@QUIET
@given(steps=MANGLE)
def test_mangled_files_give_an_answer(tmp_path, steps):
    found = roll.read(write(tmp_path / "roll", mangled(steps)))
    plan = roll.plan({}, found, today=TODAY)
    assert plan.as_json()["schema"] == "beside.import-roll/1"
    assert (
        plan.totals["added"] == sum(len(records) for records in found.records.values())
        or found.errors
    )


@QUIET
@given(where=st.floats(0, 1), content=st.binary(min_size=1, max_size=20))
def test_a_mangled_zip_gives_an_answer(tmp_path, where, content):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in small_school().items():
            archive.writestr(name, "\n".join(lines))
    data = out.getvalue()
    at = int(where * len(data))
    path = tmp_path / "roll.zip"
    path.write_bytes(data[:at] + content + data[at + len(content) :])
    found = roll.read(path)
    assert found.errors or found.records["person"]


@QUIET
@given(text=st.text(max_size=200))
def test_any_pasted_text_gives_an_answer(text):
    found = read_pasted("Name\tYear\tParent\n" + text, school=School("s1", "Hill"))
    assert found.errors or found.files[0].rows >= len(found.records["enrolment"])


def workbook():
    book, out = Workbook(), BytesIO()
    for row in (["Name", "Year"], ["Isla Reed", 7], ["Omar Li", 8]):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


BOOK = workbook()


@settings(QUIET, max_examples=drawn.worlds(60))
@given(where=st.floats(0, 1), content=st.binary(min_size=1, max_size=20))
def test_a_mangled_spreadsheet_gives_an_answer(where, content):
    at = int(where * len(BOOK))
    found = read_sheet(BOOK[:at] + content + BOOK[at + len(content) :], school=School("s1", "Hill"))
    assert found.errors or found.rejected or found.records["school"]
