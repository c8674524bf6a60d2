import pytest

from beside.web import states

EVERY_STATE = [
    "both",
    "one_side_each",
    "pupil_only",
    "adult_only",
    "nobody",
    "waiting",
    "not_known",
]


def test_every_state_of_the_truth_table_has_a_look_and_stands_in_the_key():
    assert set(EVERY_STATE) <= set(states.LOOKS)
    assert set(states.WITH_NAMES) == set(EVERY_STATE)


def test_the_yes_or_no_promise_shows_nothing_that_tells_who_said_it_but_the_pupil_alone():
    hidden = {"both", "one_side_each", "adult_only"}
    assert not hidden & set(states.YES_OR_NO)
    assert "someone" in states.YES_OR_NO


def test_no_two_entries_of_a_key_look_or_read_the_same():
    for key in (states.YES_OR_NO, states.WITH_NAMES):
        looks = [states.LOOKS[state] for state in key]
        assert len({look.tone for look in looks}) == len(key)
        assert len({look.words for look in looks}) == len(key)


def test_plot_lays_six_to_a_row_in_the_order_given():
    drawn = states.plot(["someone"] * 6 + ["nobody"])
    assert drawn.squares[5] == states.Square("someone", 50, 0)
    assert drawn.squares[6] == states.Square("nobody", 0, 10)
    assert (drawn.width, drawn.height) == (60, 20)


def test_plot_of_an_empty_group_has_no_rows():
    drawn = states.plot([])
    assert (drawn.squares, drawn.height, drawn.words) == ((), 0, "0 pupils")


def test_plot_refuses_a_state_it_cannot_draw():
    with pytest.raises(KeyError):
        states.plot(["popular"])


def test_summary_names_each_state_once_and_keeps_not_known_apart():
    said = states.summary(["someone", "not_known", "nobody", "someone"])
    assert said == "4 pupils: nobody yet 1, someone 2, not known 1"
    assert states.summary(["nobody"]) == "1 pupil: nobody yet 1"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Isla Young", "IY"),
        ("Ana María de la Cruz", "AC"),
        ("Joan", "J"),
        ("Ms J. Reid, Head of Year 9", "JR"),
        ("Dr Okafor", "O"),
        ("élodie ångström", "ÉÅ"),
        ("", ""),
    ],
)
def test_initials_are_of_the_first_and_last_words(name, short):
    assert states.initials(name) == short


def test_a_name_on_a_tile_is_text_and_never_markup():
    from types import SimpleNamespace

    from beside.web.templatetags.web import tiles

    person = SimpleNamespace(pk="00000000-0000-0000-0000-000000000001", name='<b>"Al" O’Neil')
    drawn = tiles([SimpleNamespace(person=person, state="nobody")], "pupil")
    assert "<b>" not in drawn
    assert "&lt;b&gt;&quot;Al&quot; O’Neil" in drawn


def test_a_whole_year_without_tutor_groups_is_drawn_wide():
    drawn = states.plot(["not_known"] * 188)
    assert drawn.is_wide
    assert (drawn.width, drawn.height) == (states.STEP * states.WIDE, states.STEP * 8)
    assert not states.plot(["not_known"] * states.MANY).is_wide
