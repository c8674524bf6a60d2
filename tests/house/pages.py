"""What no template may hold: script in the page, style in the page, and code words in its text."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

NOT_ON_A_PAGE = {
    r"\bhx-on\b": "hx-on runs script from the page: put it in assets/js",
    r"\bhx-(?:vals|headers)\s*(?::\w+)?=\s*[\"']\s*js:": "js: runs script from the page: send plain values",
    r"\bhx-trigger\s*=\s*(?:\"[^\"]*\[|'[^']*\[)": "a [filter] in hx-trigger is script: decide on the server",
    r"\sstyle\s*=": "style= in the page is refused by the browser: use a class",
    r"<style\b": "a style element is refused by the browser: put it in assets/css",
    r"<script\b(?![^>]*\bsrc=)": "script in the page is refused by the browser: put it in assets/js",
    r"\son(?:click|change|input|submit|load|error|focus|blur|key\w+)\s*=": (
        "an on… attribute is script in the page: put it in assets/js"
    ),
}

CODE_WORDS = (
    "nomination",
    "nominations",
    "nominate",
    "ego",
    "alter",
    "alters",
    "indegree",
    "in-degree",
    "reciprocity",
    "homophily",
    "isolate",
    "isolates",
    "isolated",
    "respondent",
    "respondents",
    "tie",
    "ties",
    "round",
    "rounds",
    "coverage",
    "subject",
    "standing",
    "standings",
    "basis",
    "bases",
    "suite",
    "actor",
    "enrolment",
    "enrolments",
    "tenant",
    "allocation",
    "constraint",
    "violation",
    "row policy",
    "RLS",
    "UUID",
)
_WORD = re.compile(rf"(?<![\w-])(?:{'|'.join(CODE_WORDS)})(?![\w-])", re.IGNORECASE)

_COMMENT = re.compile(r"{#.*?#}|{% comment.*?{% endcomment %}", re.DOTALL)
_SPOKEN_TAG = re.compile(r"{%\s*(?:trans|translate)\s+(?:\"([^\"]*)\"|'([^']*)')[^%]*%}")
_HELD = re.compile(r"%\(\w+\)[sd]|{\w+}")
_ICON = re.compile(
    r'(?:<c-icon\s[^>]*?(?<![\w:-])name|(?<![\w:-])icon)="((?:{%.*?%}|{{.*?}}|[^"])*)"'
)
_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
SPOKEN_ATTRIBUTES = (
    "title",
    "label",
    "hint",
    "alt",
    "placeholder",
    "aria-label",
    "caption",
    "note",
    "data-label",
    "back_label",
)

TRANSLATED = ("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext")


def faults(package: Path) -> list[str]:
    """Everything that the pages of a package hold and may not, as sentences."""
    return [
        f"{path.relative_to(package)}:{line}: {fault}"
        for path in sorted(package.rglob("*"))
        for line, fault in _file_faults(path)
    ]


def _file_faults(path: Path) -> Iterator[tuple[int, str]]:
    if path.suffix == ".html":
        yield from page_faults(path.read_text())
    elif path.suffix == ".py" and "migrations" not in path.parts:
        yield from message_faults(path.read_text())


def message_faults(source: str) -> Iterator[tuple[int, str]]:
    """Code words in what a Python file gives out to be translated, each with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TRANSLATED:
            for argument in node.args:
                if isinstance(argument, ast.Constant):
                    yield from _code_words(node.lineno, str(argument.value))


def page_faults(source: str) -> Iterator[tuple[int, str]]:
    """The faults of one template, each with its line."""
    source = _COMMENT.sub(_blank, source)
    for pattern, fault in NOT_ON_A_PAGE.items():
        for found in re.finditer(pattern, source, re.IGNORECASE):
            yield source.count("\n", 0, found.start()) + 1, fault
    for line, words in _visible(source):
        yield from _code_words(line, words)


def icons(source: str) -> set[str]:
    """The names of icons that a template gives in plain words; what it works out is not seen."""
    named = [found[1] for found in _ICON.finditer(_COMMENT.sub(_blank, source))]
    return {name for each in named for name in _TAG.sub(" ", each).split()}


def _code_words(line: int, words: str) -> Iterator[tuple[int, str]]:
    for found in _WORD.finditer(_HELD.sub("", words)):
        above = words.count("\n", 0, found.start())
        yield (
            line + above,
            f"“{found[0]}” is a word of the code: say what pages say, as in GLOSSARY.md",
        )


def _blank(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _visible(source: str) -> list[tuple[int, str]]:
    source = _SPOKEN_TAG.sub(lambda found: found[1] or found[2] or "", source)
    reader = _Reader()
    reader.feed(_TAG.sub(_blank, source))
    reader.close()
    return reader.words


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[tuple[int, str]] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style")
        said = [value for name, value in attributes if name in SPOKEN_ATTRIBUTES and value]
        self.words += [(self.getpos()[0], value) for value in said]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append((self.getpos()[0], data))
