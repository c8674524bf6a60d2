"""Workbooks written part by part, so that they can say of themselves what is not so."""

import io
import zipfile
from xml.sax.saxutils import escape

from beside.schools import roll
from beside.schools.roll.records import School
from beside.schools.roll.sheet import read_sheet
from beside.schools.roll.workbook import column_letter

from .builders import TODAY, apply

HILL = School("s1", "Hill School", "1000")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Number(str):
    """A number with the place of its style."""

    style = 0

    def __new__(cls, text, style=0):
        made = super().__new__(cls, text)
        made.style = style
        return made


class Fault(str):
    """An error such as #REF!."""


def sheet(rows, *, dimension="", merged=(), more="") -> str:
    lines = "".join(
        f'<row r="{number}">{"".join(_cell(v, p, number) for p, v in enumerate(row, start=1))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    said = f'<dimension ref="{dimension}"/>' if dimension else ""
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    areas = f"<mergeCells>{areas}</mergeCells>" if areas else ""
    return (
        f'<worksheet xmlns="{_MAIN}">{said}<sheetData>{lines}{more}</sheetData>{areas}</worksheet>'
    )


def _cell(value, place, number) -> str:
    at = f'r="{column_letter(place)}{number}"'
    if value is None:
        return ""
    if isinstance(value, Number):
        return f'<c {at} s="{value.style}"><v>{value}</v></c>'
    if isinstance(value, Fault):
        return f'<c {at} t="e"><v>{value}</v></c>'
    return f'<c {at} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def book(*sheets, names=(), hidden=(), formats=(0,), styles="") -> bytes:
    names = names or [f"Sheet{n}" for n in range(1, len(sheets) + 1)]
    state = ' state="hidden"'
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"{state if name in hidden else ""}/>'
        for n, name in enumerate(names, start=1)
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    used = "".join(f'<xf numFmtId="{number}"/>' for number in formats)
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>",
        "xl/styles.xml": styles
        or f'<styleSheet xmlns="{_MAIN}"><cellXfs>{used}</cellXfs></styleSheet>',
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": text for n, text in enumerate(sheets, start=1)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def read(content, name="", **options) -> roll.Roll:
    """A sheet of Hill School: text is CSV, bytes are a workbook unless `name` says otherwise."""
    if isinstance(content, str):
        content, name = content.encode(), name or "pupils.csv"
    return read_sheet(content, school=HILL, name=name or "pupils.xlsx", **options)


def plan(current, content, *accept, **options) -> roll.Plan:
    found = content if isinstance(content, roll.Roll) else read(content, **options)
    return roll.plan(current, found, accept_held=frozenset(accept), today=TODAY)


def bring_in(*contents, accept=()) -> dict:
    """The stored roll after these sheets, one after the other."""
    current = {}
    for content in contents:
        drawn = plan(current, content, *accept)
        assert drawn.errors == []
        current = apply(current, drawn)
    return current


def pupils_of(records) -> set[tuple[str, str, str]]:
    """(name, year, group) of everybody enrolled."""
    found = set()
    for enrolment in records["enrolment"].values():
        person = records["person"][enrolment.person]
        group = records["group"].get(enrolment.tutor_group)
        name = f"{person.given_name} {person.family_name}".strip()
        found.add((name, enrolment.year_group, group.name if group else ""))
    return found


def carers_of(records) -> set[tuple[str, str, str, str]]:
    """(carer, address, relation, first name of the pupil) of every link."""
    people = records["person"]
    return {
        (
            f"{people[link.carer].given_name} {people[link.carer].family_name}".strip(),
            people[link.carer].email,
            link.relation,
            people[link.pupil].given_name,
        )
        for link in records["family_link"].values()
    }


def posts_of(records) -> set[tuple[str, str, str]]:
    """(name, kind, year) of every post."""
    people = records["person"]
    return {
        (f"{people[p.person].given_name} {people[p.person].family_name}", p.kind, p.year_group)
        for p in records["post"].values()
    }


def codes(found) -> list[tuple[int, str, str]]:
    """(row, column, code) of rejected rows."""
    return [(row.row, row.column, row.code) for row in found.rejected]


def notes(found) -> set[str]:
    return {note.code for note in found.notes}
