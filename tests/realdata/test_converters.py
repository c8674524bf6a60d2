import csv
from collections import Counter

from . import mcfarland, primary2009
from .names import name_of


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_person_of_the_high_school_has_a_made_up_name_and_says_so(tmp_path):
    users = rows(mcfarland.write(tmp_path).roll / "users.csv")
    assert all(row["metadata.name"] == "made up" for row in users)
    assert {name_of(row["sourcedId"]) for row in users} == {
        (row["givenName"], row["familyName"]) for row in users
    }
    grades = Counter(row["grades"] for row in users if row["role"] == "student")
    assert grades == {"9": 188, "10": 202, "11": 201, "12": 153, "13": 179, "": 4}


def test_the_high_school_writes_nothing_private(tmp_path):
    paths = mcfarland.write(tmp_path)
    for path in paths.roll.iterdir():
        header = path.read_text("utf-8").partition("\n")[0].lower()
        assert "rce" not in header.replace("source", "")
        assert "lva" not in header


def test_every_class_of_the_high_school_has_one_teacher_and_every_club_none(tmp_path):
    enrolments = rows(mcfarland.write(tmp_path).roll / "enrollments.csv")
    teachers = Counter(row["classSourcedId"] for row in enrolments if row["role"] == "teacher")
    groups = {row["classSourcedId"] for row in enrolments}
    assert len(teachers) == 18
    assert set(teachers.values()) == {1}
    assert all(group.startswith("club-") for group in groups - set(teachers))


def test_every_id_in_the_rolls_is_defined_once(tmp_path):
    for roll in (mcfarland.write(tmp_path / "m").roll, primary2009.write(tmp_path / "p").roll):
        users = [row["sourcedId"] for row in rows(roll / "users.csv")]
        classes = [row["sourcedId"] for row in rows(roll / "classes.csv")]
        enrolments = rows(roll / "enrollments.csv")
        assert len(users) == len(set(users))
        assert {row["userSourcedId"] for row in enrolments} <= set(users)
        assert {row["classSourcedId"] for row in enrolments} <= set(classes)
        assert len(enrolments) == len({row["sourcedId"] for row in enrolments})


def test_every_tutor_group_of_the_primary_school_has_its_teacher(tmp_path):
    enrolments = rows(primary2009.write(tmp_path).roll / "enrollments.csv")
    roles = Counter(row["role"] for row in enrolments)
    teachers = Counter(row["classSourcedId"] for row in enrolments if row["role"] == "teacher")
    assert roles == {"student": 232, "teacher": 10}
    assert (len(teachers), set(teachers.values())) == (10, {1})
