"""OpenDocument sheets, built here part by part."""

import zipfile
from io import BytesIO

from beside.schools.roll.files import from_bytes
from beside.schools.roll.ods import read_ods
from beside.schools.roll.outcome import Refused

from .builders import read

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text")
)
MIME = "application/vnd.oasis.opendocument.spreadsheet"


def cell(value="", extra=""):
    return f"<table:table-cell {extra}>{f'<text:p>{value}</text:p>' if value else ''}</table:table-cell>"


def row(*cells, times=1):
    return (
        f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'
    )


def ods(*rows, name="Year 7", more=""):
    body = f'<table:table table:name="{name}">{"".join(rows)}</table:table>{more}'
    content = (
        f'<?xml version="1.0"?><office:document-content {NAMES}><office:body>'
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIME)
        archive.writestr("content.xml", content)
    return out.getvalue()


STRAY = cell(extra='table:number-columns-repeated="16384"')
SHEET = ods(
    row(cell("Name"), cell("Year"), cell("Form")),
    row(STRAY, times=2),
    row(cell("Isla<text:s/><text:span>Reed</text:span>"), cell("7"), cell("7A"), STRAY),
    row(STRAY, times=1_048_570),
)


def test_a_sheet_is_a_roll(tmp_path):
    found = read(tmp_path, {"pupils.ods": SHEET}, school_code="HILL")
    assert (found.format, found.errors, found.rejected) == ("sheet", [], [])
    assert [p.given_name for p in found.records["person"].values()] == ["Isla"]
    assert [g.name for g in found.records["group"].values()] == ["7A"]


def test_rows_keep_the_numbers_they_have_there():
    [page] = read_ods(from_bytes("a.ods", SHEET))
    assert page.name == "Year 7"
    assert page.rows == [(1, ["Name", "Year", "Form"]), (4, ["Isla Reed", "7", "7A"])]


def test_repeated_cells_and_dates_and_remarks():
    remark = "7<office:annotation><text:p>was 8</text:p></office:annotation>"
    sheet = ods(
        row(
            cell("x", 'table:number-columns-repeated="2"'),
            cell("1 Sept", 'office:value-type="date" office:date-value="2026-09-01T00:00:00"'),
            cell(remark),
        )
    )
    assert read_ods(from_bytes("a.ods", sheet))[0].rows == [(1, ["x", "x", "2026-09-01", "7"])]


def test_what_is_no_sheet_is_refused():
    for content in (b"PK\x03\x04rubbish", SHEET[:200], b""):
        try:
            read_ods(from_bytes("a.ods", content))
        except Refused as refused:
            assert refused.fault.code == "unreadable"
        else:
            raise AssertionError("it was read")


def test_a_sheet_that_claims_a_million_full_rows_is_refused():
    try:
        read_ods(from_bytes("a.ods", ods(row(cell("x"), times=1_000_000))))
    except Refused as refused:
        assert refused.fault.code == "too_big"
    else:
        raise AssertionError("it was read")
