"""The lint of pages sees script, style and code words, and reads neither tags nor variables."""

import pytest

from tests.house import pages

BAD = [
    ('<button hx-on:click="go()">Go</button>', "hx-on"),
    ("<div hx-vals='js:{a: b}'></div>", "js:"),
    ("<div hx-headers:inherited='js:{a: b}'></div>", "js:"),
    ('<div hx-trigger="keyup[ctrlKey]"></div>', "filter"),
    ('<p style="color: red">x</p>', "style="),
    ("<style>p {}</style>", "style element"),
    ("<script>go()</script>", "script in the page"),
    ('<p onclick="go()">x</p>', "on…"),
]
SPOKEN = [
    "<p>Every tie counts</p>",
    '<h1>{% trans "Rounds" %}</h1>',
    "<h1>{% trans 'The respondents' %}</h1>",
    "<p>{% blocktrans with n=n %}{{ n }} nominations{% endblocktrans %}</p>",
    '<img alt="Your ego">',
    "<c-bed title=\"{% trans 'Coverage' %}\">x</c-bed>",
    "<p>on this basis</p>",
    "<p>RLS</p>",
]
FINE = [
    "{% for round in rounds %}{{ round.name }}{% endfor %}",
    '<a href="{% url \'round\' round.pk %}" id="round" class="tie">The survey</a>',
    "<p>{% blocktrans with subject=round.name %}From {{ subject }}{% endblocktrans %}</p>",
    "{# the round #}{% comment %}tie{% endcomment %}<p>A tied-up boat, alternative, basically</p>",
    '<script type="module" src="/app.js"></script>',
    '<div hx-get="/x" hx-trigger="every 3s"></div>',
    "<meta content='{\"includeIndicatorCSS\": false}'>",
]


def found(source: str) -> list[str]:
    return [fault for _, fault in pages.page_faults(source)]


@pytest.mark.parametrize(("source", "fault"), BAD)
def test_script_and_style_in_a_page_are_seen(source, fault):
    assert len(found(source)) == 1
    assert fault in found(source)[0]


@pytest.mark.parametrize("source", SPOKEN)
def test_a_code_word_on_a_page_is_seen(source):
    assert len(found(source)) == 1
    assert "word of the code" in found(source)[0]


@pytest.mark.parametrize("source", FINE)
def test_what_nobody_reads_is_left_alone(source):
    assert found(source) == []


def test_the_line_is_told():
    source = "{# one\ntwo #}\n<p>\n{{ name }}\nno coverage</p>"
    assert [line for line, _ in pages.page_faults(source)] == [5]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('x = 1\ny = _("No coverage yet")', [2]),
        ('x = gettext_lazy("the round")', [1]),
        ('x = ngettext("%(round)s pupil", "%(round)s pupils", 2)', []),
        ('x = field("round")', []),
    ],
)
def test_a_code_word_in_a_message_is_seen(source, lines):
    assert [line for line, _ in pages.message_faults(source)] == lines


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('<c-icon name="plus" />', {"plus"}),
        ('<c-bed id="a" icon="clock" title="{{ x }}">', {"clock"}),
        ('<c-icon name="{% if a %}eye{% else %}eye-slash{% endif %}" />', {"eye", "eye-slash"}),
        ('<c-icon name="{{ kind|kind_icon }}" /><c-bed :icon="it" icon="" name="who">', set()),
    ],
)
def test_icons_are_found_where_templates_name_them(source, names):
    assert set(pages.icons(source)) == names
