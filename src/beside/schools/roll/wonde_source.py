"""Wonde over the network: a token, a school, and pages until it says that there are no more."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from .outcome import Progress, Roll
from .records import School
from .wonde import read_wonde

ADDRESS = "https://api.wonde.com/v1.0"
PER_PAGE = 200
MAX_PAGES = 1000
MAX_PAGE = 30 * 1024 * 1024
TRIES = 4
LONGEST_WAIT = 60.0
TIMEOUT = 30.0
ASKED = {
    "students": "contact_details,contacts,contacts.contact_details,education_details,year,group",
    "employees": "contact_details,employment_details",
    "classes": "students,employees",
}
_REFUSED = {
    401: "Wonde does not know this token. Make a new one there, and give it to Beside.",
    403: "Wonde does not let this token see the school. Ask for access there.",
    404: "Wonde knows no school of this id. Look it up there.",
    429: "Wonde was asked too often. It is asked again next night.",
}


class WondeFault(Exception):
    """Why nothing could be fetched, in words for whoever keeps the roll."""


@dataclass(frozen=True, slots=True)
class Wonde:
    """A school at Wonde as a source of a roll; `school` is the school here that it is."""

    token: str = field(repr=False)
    school_id: str
    school: School
    address: str = ADDRESS
    wait: float = 1.0

    def roll(self, progress: Progress | None = None) -> Roll:
        """Everything it says, as records with its own ids."""
        return read_wonde(self.fetch(progress), self.school)

    def fetch(self, progress: Progress | None = None) -> bytes:
        """All pages of all lists, or nothing: raises `WondeFault`."""
        document: dict[str, list[Any]] = {}
        for name, include in ASKED.items():
            document[name] = list(self._list(name, include))
            if progress:
                progress(name, len(document[name]))
        return json.dumps(document).encode()

    def _list(self, name: str, include: str) -> Iterator[Any]:
        school = quote(self.school_id, safe="")
        query = urlencode({"include": include, "per_page": PER_PAGE, "cursor": "true"})
        address = f"{self.address}/schools/{school}/{name}?{query}"
        seen: set[str] = set()
        while address:
            if address in seen or len(seen) >= MAX_PAGES:
                raise WondeFault("Wonde sends the same pages over and over. Nothing was changed.")
            seen.add(address)
            page = self._page(address)
            yield from page["data"]
            address = self._next(page)

    def _next(self, page: dict[str, Any]) -> str:
        meta = page.get("meta")
        pages = meta.get("pagination") if isinstance(meta, dict) else None
        pages = pages if isinstance(pages, dict) else {}
        following = pages.get("next") or ""
        if pages.get("more") and not following:
            raise WondeFault("Wonde broke off before its last page. Nothing was changed.")
        if following and not self._is_there(str(following)):
            raise WondeFault("Wonde sent us to another address. Nothing was changed.")
        return str(following)

    def _is_there(self, address: str) -> bool:
        """Whether an address is on the machine that the token is for."""
        ours, theirs = urlsplit(self.address), urlsplit(address)
        return (ours.scheme, ours.netloc) == (theirs.scheme, theirs.netloc)

    def _page(self, address: str) -> dict[str, Any]:
        for attempt in range(TRIES):
            last = attempt == TRIES - 1
            try:
                status, data, wait = self._get(address)
                if status == HTTPStatus.OK:
                    return _checked(data)
                self._check_passing(status, last)
                time.sleep(min(wait or self.wait * 2**attempt, LONGEST_WAIT))
            except (OSError, HTTPException, ValueError) as error:
                if last:
                    raise WondeFault(
                        "Wonde could not be reached, or broke off in the middle of a page. "
                        "Nothing was changed; it is asked again next night."
                    ) from error
                time.sleep(self.wait * 2**attempt)
        raise AssertionError("unreachable")

    def _get(self, address: str) -> tuple[int, bytes, float]:
        """The status, the body, and how many seconds to wait if told."""
        parts = urlsplit(address)
        secure = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = secure(parts.netloc, timeout=TIMEOUT)
        try:
            headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
            connection.request("GET", f"{parts.path}?{parts.query}", headers=headers)
            answer = connection.getresponse()
            data = answer.read(MAX_PAGE + 1)
            wait = answer.getheader("Retry-After", "")
        finally:
            connection.close()
        if len(data) > MAX_PAGE:
            raise WondeFault("Wonde sends pages larger than a roll can be. Nothing was changed.")
        return answer.status, data, float(wait) if wait.isdecimal() else 0.0

    def _check_passing(self, status: int, last: bool) -> None:
        """Go on where it may be better in a moment; otherwise say what is wrong."""
        if last or not (status == HTTPStatus.TOO_MANY_REQUESTS or status >= 500):
            words = _REFUSED.get(status, f"Wonde answered with {status}.")
            raise WondeFault(f"{words} Nothing was changed.")


def _checked(data: bytes) -> dict[str, Any]:
    """A page whole: half of one is no JSON, and a page without its list is none."""
    page = json.loads(data)
    if not isinstance(page, dict) or not isinstance(page.get("data"), list):
        raise ValueError("no page")
    return page
