"""What a pupil puts down before it is sent: the pure rules of a draft."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beside.access.refusals import Refusal
from beside.ties import answers as said
from beside.ties import questions

A, B = "a" * 32, "b" * 32


def draft(*people: tuple[str, str]) -> said.Answers:
    made = said.empty()
    for question, alter in people:
        said.add_person(made, question, alter=alter)
    return made


def test_somebody_added_twice_stands_once():
    made = draft(("peer", A))
    assert said.add_person(made, "peer", alter=A) == "p1"
    assert said.add_person(made, "outside", words="Coach  Dee") == "p2"
    assert said.add_person(made, "outside", words="coach dee") == "p2"
    assert len(made["people"]) == 2


def test_a_key_is_never_given_again_to_somebody_else_in_between():
    made = draft(("peer", A), ("peer", B))
    said.take_off(made, "p1")
    said.take_off(made, "nobody")
    assert said.add_person(made, "peer", alter=A) == "p3"


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("  Nana \n", "Nana"),
        ("\u202eNana\u202c", "Nana"),
        ("Zoe\u0308", "Zoë"),
        ("نانا", "نانا"),
        ("N\x00a", "Na"),
    ],
)
def test_words_are_kept_in_any_script_without_invisible_marks(words, kept):
    made = said.empty()
    said.add_person(made, "family", words=words)
    assert made["people"][0]["words"] == kept


@pytest.mark.parametrize("words", ["", "   ", "\u202e", "x" * 61])
def test_no_words_and_too_many_are_refused_and_nothing_is_added(words):
    made = said.empty()
    with pytest.raises(Refusal):
        said.add_person(made, "family", words=words)
    assert made == said.empty()


def test_there_is_room_for_many_but_not_for_everybody():
    made = said.empty()
    for place in range(said.PEOPLE_AT_MOST):
        said.add_person(made, "outside", words=f"Person {place}")
    with pytest.raises(Refusal):
        said.add_person(made, "outside", words="One more")


def test_a_screen_left_empty_is_skipped_and_only_a_tick_says_nobody():
    made = said.empty()
    said.say(made, "adult", {})
    assert not said.is_answered(made, "adult")
    said.say(made, "adult", {"nobody": ["1"]})
    assert said.is_answered(made, "adult")
    said.skip(made, "adult")
    assert not said.is_answered(made, "adult")


def test_rings_qualities_help_and_stage_are_kept_and_can_be_taken_back():
    made = draft(("adult", A), ("peer", B))
    said.say(made, "adult", {"ring-p1": ["1"], "ring-p2": ["3"]})
    said.say(made, "care", {"who": ["p1", "p2"]})
    said.say(made, "care", {"who": ["p1"]})
    said.say(made, "helps", {"who": ["p2"]})
    said.say(made, "stage", {"stage-p1": ["with"], "stage-p2": ["nonsense"]})
    adult, peer = made["people"]
    assert (adult["ring"], adult["qualities"], adult["stage"]) == (1, ["care"], "with")
    assert (peer["ring"], peer["qualities"], peer["helps"]) == (None, [], True)


def test_a_choice_that_is_not_offered_is_skipped():
    made = said.empty()
    said.say(made, "go_to", {"go_to": ["one"]})
    assert made["choices"] == {"go_to": "one"}
    said.say(made, "go_to", {"go_to": ["all of them"]})
    assert made["choices"] == {}
    assert made["done"]["go_to"] == said.SKIPPED


def test_the_closest_three_adults_are_asked_about_on_the_screen_how_i_learn():
    made = draft(*(("adult", str(n) * 32) for n in range(5)))
    said.place(made, "p4", 1)
    said.place(made, "p5", 2)
    assert [each["key"] for each in said.for_stage(made)] == ["p4", "p5", "p1"]
    with pytest.raises(Refusal):
        said.place(made, "p4", 4)


def test_only_screens_that_were_shown_make_rows():
    made = draft(("adult", A), ("peer", B))
    said.say(made, "helps", {"who": ["p2"]})
    said.wish_for(made, words="A big sister")
    rows = said.nominations(made, ("peer", "helps"))
    assert [(row["question"], row["alter_id"]) for row in rows] == [("peer", B), ("helps", B)]
    rows = said.nominations(made, questions.SCREENS)
    assert [row["question"] for row in rows] == ["adult", "peer", "helps", "wish"]


def test_a_year_group_has_its_own_screens_or_those_of_all():
    chosen = {"*": ["peer", "adult"], "3": ["adult", "nonsense"]}
    assert questions.screens_of(chosen, "9") == ("adult", "peer")
    assert questions.screens_of(chosen, "3") == ("adult",)
    assert questions.screens_of({}, "9") == questions.SCREENS


FORMS = st.dictionaries(
    st.sampled_from(["who", "nobody", "go_to", "stage", "stage-p1", "ring-p1", "ring-p2", "x"]),
    st.lists(st.sampled_from(["p1", "p2", "1", "2", "9", "one", "with", ""]), min_size=1),
)


@given(st.lists(st.tuples(st.sampled_from(questions.SCREENS), FORMS), max_size=20))
def test_the_number_of_screens_never_depends_on_what_is_said(forms):
    made = draft(("adult", A), ("peer", B))
    for screen, form in forms:
        said.say(made, screen, form)
    shown = [questions.SCREENS[0]]
    while following := questions.after(questions.SCREENS, shown[-1]):
        shown.append(following)
    assert tuple(shown) == questions.SCREENS
    assert {each["ring"] for each in made["people"]} <= {None, 1, 2, 3}
