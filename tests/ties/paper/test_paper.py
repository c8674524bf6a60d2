import hashlib

import pytest

from beside.ties import paper
from beside.ties.paper_records import Answer, Question

PEOPLE = {
    "ada": frozenset({"pupil"}),
    "ben": frozenset({"pupil"}),
    "okafor": frozenset({"staff"}),
    "lund": frozenset({"staff", "carer"}),
    "carer": frozenset({"carer"}),
    "baker": frozenset({"community"}),
}
HEADER = "ego,alter,question,answer,ring,qualities,stage,knows,weight"
ASKED = "person,question,asked,answered,reason"
EVERYBODY = [
    *(f"ada,{question},yes,yes," for question in ("adult", "peer", "family", "outside")),
    "okafor,staff_knows,yes,yes,",
    "carer,carer_staff,yes,yes,",
]


@pytest.fixture
def read(tmp_path):
    def read(said=(), asked=EVERYBODY, *, header=HEADER, asked_header=ASKED, encoding="utf-8"):
        nominations, respondents = tmp_path / "said.csv", tmp_path / "asked.csv"
        nominations.write_bytes("\r\n".join([header, *said]).encode(encoding))
        respondents.write_bytes("\n".join([asked_header, *asked]).encode(encoding))
        return paper.read(nominations, respondents, people=PEOPLE)

    return read


def test_a_row_becomes_a_nomination(read):
    ties = read(["ada,okafor,adult,yes,2,care;motivation,with,personal;trusted,"])
    assert ties.nominations == (
        (
            "ada",
            "okafor",
            Question.ADULT,
            Answer.YES,
            2,
            frozenset({"care", "motivation"}),
            "with",
            frozenset({"personal", "trusted"}),
            None,
        ),
    )
    assert (ties.rejected, ties.merged, ties.errors) == ((), (), ())


def test_a_row_becomes_a_respondent(read):
    ties = read(asked=["ada,peer,yes,no,declined"])
    assert ties.respondents == (("ada", Question.PEER, True, False, "declined"),)


@pytest.mark.parametrize(
    "row",
    [
        "ada,ben,peer,no,,,,,",
        "ada,okafor,adult,yes,,,,,",
        "ada,baker,adult,yes,,,,,",
        "ada,carer,family,yes,,,,,",
        "ada,ben,family,yes,,,,,",
        "ada,lund,family,yes,,,,,",
        "ada,,family,yes,,,,,",
        "ada,,outside,yes,1,,,,",
        "ada,baker,outside,yes,,,,,",
        "okafor,ada,staff_knows,yes,,,,face,",
        "carer,okafor,carer_staff,yes,,,,,",
        "carer,ada,carer_staff,yes,,,,,",
        "ben,okafor,contact,yes,,,,,40",
        " ADA , Ben ,PEER,Yes,,,,,".replace("ADA", "ada").replace("Ben", "ben"),
    ],
)
def test_rows_that_are_taken_in(row, read):
    ties = read([row])
    assert (len(ties.nominations), ties.rejected) == (1, ())


REFUSED = [
    # row, column, value, code
    ("ben,ada,peer,yes,,,,,", "ego", "ben", "not_answered"),
    ("okafor,ben,peer,yes,,,,,", "ego", "okafor", "wrong_role"),
    ("ada,ada,peer,yes,,,,,", "alter", "ada", "self"),
    ("okafor,okafor,contact,yes,,,,,9", "alter", "okafor", "self"),
    ("ada,zoe,peer,yes,,,,,", "alter", "zoe", "unknown_person"),
    ("zoe,ada,peer,yes,,,,,", "ego", "zoe", "unknown_person"),
    ("ada,okafor,peer,yes,,,,,", "alter", "okafor", "wrong_role"),
    ("ada,ben,adult,yes,,,,,", "alter", "ben", "wrong_role"),
    ("ada,okafor,family,yes,,,,,", "alter", "okafor", "wrong_role"),
    ("ada,carer,contact,yes,,,,,9", "alter", "carer", "wrong_role"),
    ("ada,,peer,yes,,,,,", "alter", "", "empty"),
    (",ada,peer,yes,,,,,", "ego", "", "empty"),
    ("ada,ben,friend,yes,,,,,", "question", "friend", "bad_value"),
    ("ada,ben,peer,maybe,,,,,", "answer", "maybe", "bad_value"),
    ("ada,ben,peer,,,,,,", "answer", "", "bad_value"),
    ("ada,ben,peer,yes,4,,,,", "ring", "4", "bad_value"),
    ("ada,ben,peer,yes,1,kindness,,,", "qualities", "kindness", "bad_value"),
    ("ada,ben,peer,yes,1,,beside,,", "stage", "beside", "bad_value"),
    ("ada,ben,peer,yes,1,,,name,", "knows", "name", "bad_value"),
    ("ada,ben,peer,yes,1,,,,20", "weight", "20", "bad_value"),
    ("ada,ben,contact,yes,,,,,-3", "weight", "-3", "bad_value"),
    ("ada,ben,contact,yes,,,,,1.5", "weight", "1.5", "bad_value"),
    ("ada,ben,peer,yes,1,,,,,spare", "", "spare", "too_many_cells"),
]


@pytest.mark.parametrize(("row", "column", "value", "code"), REFUSED)
def test_rows_that_are_rejected_with_their_place_and_a_reason(row, column, value, code, read):
    ties = read([row, "ada,ben,peer,yes,1,,,,"])
    (rejected,) = ties.rejected
    assert (rejected.file, rejected.row, rejected.column) == ("said.csv", 2, column)
    assert (rejected.value, rejected.code) == (value, code)
    assert rejected.reason.endswith(".")
    assert len(ties.nominations) == 1


REFUSED_RESPONDENTS = [
    ("zoe,peer,yes,yes,", "person", "zoe", "unknown_person"),
    ("ada,staff_knows,yes,yes,", "person", "ada", "wrong_role"),
    ("ada,friends,yes,yes,", "question", "friends", "bad_value"),
    ("ada,peer,1,yes,", "asked", "1", "bad_value"),
    ("ada,peer,yes,,", "answered", "", "bad_value"),
    ("ada,peer,no,yes,", "answered", "yes", "answered_not_asked"),
    ("ada,peer,yes,no,ill", "reason", "ill", "bad_value"),
]


@pytest.mark.parametrize(("row", "column", "value", "code"), REFUSED_RESPONDENTS)
def test_a_rejected_respondent_takes_what_hangs_on_it_along(row, column, value, code, read):
    ties = read(["ada,ben,peer,yes,1,,,,"], [row])
    nomination, respondent = ties.rejected
    assert (nomination.file, nomination.code) == ("said.csv", "not_answered")
    assert (respondent.file, respondent.row) == ("asked.csv", 2)
    assert (respondent.column, respondent.value, respondent.code) == (column, value, code)
    assert (ties.nominations, ties.respondents) == ((), ())


def test_an_answer_to_another_question_does_not_count(read):
    ties = read(["ada,ben,peer,yes,,,,,"], ["ada,adult,yes,yes,", "ada,peer,yes,no,"])
    assert [each.code for each in ties.rejected] == ["not_answered"]


MERGES = [
    # rows, what is kept
    (["peer,yes,2,,,,", "peer,no,1,,,,"], ("yes", 2, None)),
    (["peer,no,,,,,", "peer,yes,3,,,,"], ("yes", 3, None)),
    (["peer,yes,3,,,,", "peer,yes,1,,,,"], ("yes", 1, None)),
    (["peer,yes,,,,,", "peer,yes,3,,,,"], ("yes", 3, None)),
    (["peer,no,,,,,", "peer,no,,,,,"], ("no", None, None)),
    (["contact,yes,,,,,20", "contact,yes,,,,,40"], ("yes", None, 60)),
    (["contact,yes,,,,,20", "contact,yes,,,,,"], ("yes", None, 20)),
]


@pytest.mark.parametrize(("rows", "kept"), MERGES)
def test_repeated_rows_are_merged_and_listed(rows, kept, read):
    ties = read([f"ada,ben,{row}" for row in rows])
    (nomination,) = ties.nominations
    assert (nomination.answer, nomination.ring, nomination.weight) == kept
    (merged,) = ties.merged
    assert (merged.file, merged.row, merged.into, merged.kind) == ("said.csv", 3, 2, "nomination")
    assert merged.key[:2] == ("ada", "ben")


def test_a_merged_nomination_keeps_the_qualities_of_both(read):
    ties = read(["ada,okafor,adult,yes,2,care,from,face,", "ada,okafor,adult,yes,1,motivation,,,"])
    (kept,) = ties.nominations
    assert (kept.ring, kept.stage) == (1, "from")
    assert (kept.qualities, kept.knows) == ({"care", "motivation"}, {"face"})


def test_a_contact_is_the_same_pair_either_way_round(read):
    ties = read(["okafor,ada,contact,yes,,,,,20", "ada,okafor,contact,yes,,,,,40"], [])
    assert [(each.ego, each.alter, each.weight) for each in ties.nominations] == [
        ("ada", "okafor", 60)
    ]


def test_a_repeated_respondent_is_merged_and_the_answer_stands(read):
    ties = read(asked=["ada,peer,yes,no,absent", "ada,peer,yes,yes,", "ada,peer,no,no,left"])
    assert ties.respondents == (("ada", Question.PEER, True, True, ""),)
    assert [(each.kind, each.row, each.into) for each in ties.merged] == [
        ("respondent", 3, 2),
        ("respondent", 4, 2),
    ]


def test_every_row_is_accounted_for(read):
    rows = [row for row, *_ in REFUSED] + ["ada,ben,peer,yes,2,,,,", "ada,ben,peer,yes,1,,,,", ""]
    ties = read(rows)
    said = [each for each in (*ties.rejected, *ties.merged) if each.file == "said.csv"]
    assert len(said) + len(ties.nominations) == ties.files[0].rows == len(rows) - 1


def test_files_are_named_with_what_was_in_them(read, tmp_path):
    ties = read(["ada,ben,peer,yes,1,,,,", "", ",,,,,,,,"])
    sha256 = hashlib.sha256((tmp_path / "said.csv").read_bytes()).hexdigest()
    assert [(each.name, each.rows) for each in ties.files] == [("said.csv", 1), ("asked.csv", 6)]
    assert ties.files[0].sha256 == sha256


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_file_is_read_however_it_was_saved(encoding, separator, tmp_path):
    nominations, respondents = tmp_path / "said.csv", tmp_path / "asked.csv"
    quoted = [f'zoë,"ben",peer,yes,1,{"" if separator == ";" else "care;motivation"},,,', ""]
    for path, lines in (
        (nominations, [HEADER, *quoted]),
        (respondents, [ASKED, "zoë,peer,yes,yes,"]),
    ):
        path.write_bytes("\r\n".join(lines).replace(",", separator).encode(encoding))
    ties = paper.read(nominations, respondents, people=PEOPLE | {"zoë": frozenset({"pupil"})})
    assert [(each.ego, each.alter) for each in ties.nominations] == [("zoë", "ben")]
    assert ties.errors == ()


def test_columns_may_stand_in_any_order_and_optional_ones_may_lack(read):
    ties = read(["yes,peer,ben,ada"], header="Answer,Question,Alter, Ego ")
    assert [(each.ego, each.alter, each.ring) for each in ties.nominations] == [
        ("ada", "ben", None)
    ]


def test_a_short_row_has_empty_cells(read):
    ties = read(["ada,ben,peer,yes"])
    assert (len(ties.nominations), ties.rejected) == (1, ())


FAULTS = [
    ({"header": "ego,alter,question,ring"}, "said.csv", 1, "answer", "missing_column"),
    ({"asked_header": "person,question,asked"}, "asked.csv", 1, "answered", "missing_column"),
    ({"header": HEADER + ",ego"}, "said.csv", 1, "ego", "repeated_column"),
    ({"header": ""}, "said.csv", 1, "", "no_header"),
]


@pytest.mark.parametrize(("how", "file", "row", "column", "code"), FAULTS)
def test_a_fault_of_a_whole_file_lets_nothing_in(how, file, row, column, code, read):
    ties = read(["ada,ben,peer,yes,1,,,,"], **how)
    (fault,) = ties.errors
    assert (fault.file, fault.row, fault.column, fault.code) == (file, row, column, code)
    assert (ties.nominations, ties.respondents, ties.rejected) == ((), (), ())
    assert len(ties.files) == 1


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"\xff\xfe\x41", b"\x81\x8d"])
def test_a_file_that_is_no_table_is_refused(content, tmp_path):
    (tmp_path / "said.csv").write_bytes(content)
    (tmp_path / "asked.csv").write_text(ASKED)
    (fault,) = paper.read(tmp_path / "said.csv", tmp_path / "asked.csv", people=PEOPLE).errors
    assert (fault.file, fault.row, fault.code) == ("said.csv", 0, "unreadable")
    assert "Save it as CSV (UTF-8)" in fault.reason


def test_files_that_are_not_there_are_named(tmp_path):
    ties = paper.read(tmp_path / "said.csv", tmp_path, people=PEOPLE)
    assert {each.file: each.code for each in ties.errors} == {
        "said.csv": "unreadable",
        tmp_path.name: "unreadable",
    }


def test_a_cell_without_end_is_refused(read):
    ties = read(['ada,"' + "x" * 140_000 + ",peer,yes,,,,,"])
    assert [(each.file, each.code) for each in ties.errors] == [("said.csv", "unreadable")]
