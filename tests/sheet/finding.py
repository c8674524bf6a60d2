"""Finds the pages that somebody can open: those of the list of pages, and all that they link to.

The list of pages (tests/browser/pages.py) says where to begin. Its addresses with ids in them are
filled in with the ids that were met on the way: whoever comes to one pupil's page can come to all
pages about that pupil.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import APIResponse, BrowserContext

from tests.browser.pages import PAGES

LINK = re.compile(r'\shref="(/[^"#]*)')
LONG_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
# So many of a kind are looked at where a page looks another way with what it is about.
STATES = {"cycle": 3, "season": 3, "round": 3, "run": 2, "team": 2, "concern": 2, "group": 2}
STATES |= {"survey_screen": 20}
ANYBODY = tuple(PAGES["anonymous"].values())
LISTED = tuple(
    dict.fromkeys(
        path
        for role, pages in PAGES.items()
        for path in pages.values()
        if role != "anonymous" and path not in ANYBODY
    )
)
PATTERNS = [re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/?]+)", re.escape(p))) for p in LISTED]


@dataclass(frozen=True)
class Found:
    """A page that was answered: what it is called in the addresses, and where it is."""

    name: str
    path: str

    @property
    def label(self) -> str:
        return f"{self.name}  {LONG_ID.sub('…', self.path)}"


@dataclass
class Search:
    """What one person has come to so far."""

    context: BrowserContext
    address: str
    kinds: Counter[str] = field(default_factory=Counter)
    ids: dict[str, str] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    found: dict[str, Found] = field(default_factory=dict)

    def follow(self, paths: Iterable[str], *, listed: bool) -> None:
        """Open these, and what they link to as long as it is of a kind that was not seen yet."""
        waiting = [(path, listed) for path in paths]
        while waiting:
            path, wanted = waiting.pop(0)
            name = name_of(path)
            enough = self.kinds[name] >= STATES.get(name, 1)
            if path not in self.asked and name and (wanted or not enough):
                waiting += [(link, False) for link in self._open(path)]

    def listed(self) -> list[str]:
        """The addresses of the list of pages whose ids are known by now."""
        known = [re.findall(r"{(\w+)}", path) for path in LISTED]
        return [
            path.format_map(self.ids)
            for path, ids in zip(LISTED, known, strict=True)
            if all(each in self.ids for each in ids)
        ]

    def _open(self, path: str) -> list[str]:
        self.asked.add(path)
        answer = self.context.request.get(self.address + path, max_redirects=5)
        here = _landed(answer)
        if not here or here in self.found:
            return []
        self.asked.add(here)
        self.kinds[name_of(here)] += 1
        self.found[here] = Found(name_of(here), here)
        for pattern in PATTERNS:
            if met := pattern.fullmatch(here):
                self.ids = met.groupdict() | self.ids
        return [each for link in LINK.findall(answer.text()) if "?" not in (each := unescape(link))]


def find(context: BrowserContext, address: str) -> list[Found]:
    """Every page that the person of this browser comes to, in the order of coming to it."""
    search = Search(context, address)
    search.follow(["/"], listed=True)
    for _round in range(2):
        search.follow(search.listed(), listed=True)
    return list(search.found.values())


def open_to_anybody() -> list[Found]:
    return [Found(name_of(path), path) for path in ANYBODY if "{" not in path]


def name_of(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).url_name or ""
    except Resolver404:
        return ""


def _landed(answer: APIResponse) -> str:
    """Where the browser came to; nothing where that is no page, or the way to the sign-in page."""
    kind = answer.headers.get("content-type", "")
    if answer.status != 200 or not kind.startswith("text/html") or "<main" not in answer.text():
        return ""
    parts = urlsplit(answer.url)
    return "" if "next=" in parts.query else parts.path + (f"?{parts.query}" * bool(parts.query))
