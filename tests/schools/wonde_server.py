"""A small server that speaks as Wonde does: bearer tokens, includes, and pages that name the next."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "7e76896f9aca62569048c667db292d72dd84f224"  # noqa: S105
PER_PAGE = 2


def student(id: str, forename: str, surname: str, year: str = "7", **more: Any) -> dict[str, Any]:
    """A student as `students?include=...` gives one."""
    return {
        "id": id,
        "upi": f"upi-{id}",
        "mis_id": id[1:],
        "initials": forename[:1] + surname[:1],
        "surname": surname,
        "forename": forename,
        "middle_names": None,
        "legal_surname": surname,
        "legal_forename": more.pop("legal", forename),
        "gender": "FEMALE",
        "date_of_birth": {"date": "2014-09-01 00:00:00.000000", "timezone": "Europe/London"},
        "year": {"data": {"id": f"Y{year}", "code": year, "name": f"Year {year}"}},
        "group": {"data": {"id": f"G{year}A", "name": f"{year}A", "type": "REGISTRATION"}},
        "education_details": {"data": {"admission_number": f"00{id[1:]}", "upn": "X823432"}},
        "contact_details": {"data": {"emails": {"email": f"{forename.lower()}@hill.example"}}},
        "contacts": {"data": more.pop("contacts", [])},
    }


def contact(id: str, forename: str, surname: str, relation: str, **more: Any) -> dict[str, Any]:
    """A contact inside a student."""
    relationship = {
        "relationship": relation,
        "parental_responsibility": True,
        "lives_with_pupil": None,
        "court_order": None,
        "priority": 1,
    }
    return {
        "id": id,
        "surname": surname,
        "forename": forename,
        "relationship": relationship | more,
        "contact_details": {"data": {"emails": {"email": f"{forename.lower()}@home.example"}}},
    }


def employee(id: str, forename: str, surname: str, *, teaching: bool = True) -> dict[str, Any]:
    """An employee as `employees?include=employment_details` gives one."""
    return {
        "id": id,
        "forename": forename,
        "surname": surname,
        "employment_details": {"data": {"current": True, "teaching_staff": teaching}},
        "contact_details": {"data": {"emails": {"email": None}}},
    }


def lesson(id: str, name: str, students: list[str], employees: list[str]) -> dict[str, Any]:
    """A class as `classes?include=students,employees` gives one."""
    return {
        "id": id,
        "name": name,
        "students": {"data": [{"id": each} for each in students]},
        "employees": {"data": [{"id": each} for each in employees]},
    }


@dataclass
class Hill:
    """What the server says of its one school, and how it fails: `breaks` is asked at each page."""

    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    fails: list[str] = field(default_factory=list)
    address: str = ""

    def page(self, name: str, cursor: int) -> dict[str, Any]:
        """One page, with the address of the next."""
        things = self.lists.get(name, [])
        more = cursor + PER_PAGE < len(things)
        path = f"{self.address}/schools/A1/{name}?cursor={cursor + PER_PAGE}"
        pages = {"next": path if more else None, "previous": None, "more": more, "per_page": 2}
        return {"data": things[cursor : cursor + PER_PAGE], "meta": {"pagination": pages}}


@contextmanager
def serving(hill: Hill) -> Iterator[Hill]:
    """The server, on a port of its own, until the end."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_args: Any) -> None:
            pass

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            hill.asked.append(self.path)
            how = hill.fails.pop(0) if hill.fails else ""
            if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                self._answer(401, b'{"error": "invalid_token"}')
            elif how.isdigit():
                self._answer(int(how), b"{}")
            elif not parts.path.startswith("/v1.0/schools/A1/"):
                self._answer(404, b"{}")
            else:
                self._send(parts, how)

        def _send(self, parts: Any, how: str) -> None:
            cursor = parse_qs(parts.query).get("cursor", ["0"])[0]
            page = hill.page(parts.path.rpartition("/")[2], int(cursor) if cursor.isdigit() else 0)
            if how == "elsewhere":
                page["meta"]["pagination"] |= {"next": "http://127.0.0.2:1/x", "more": True}
            if how == "no next":
                page["meta"]["pagination"] |= {"next": None, "more": True}
            self._answer(200, json.dumps(page).encode(), cut=how == "cut")

        def _answer(self, status: int, body: bytes, *, cut: bool = False) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if cut else body)
            self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hill.address = f"http://127.0.0.1:{server.server_port}/v1.0"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hill
    finally:
        server.shutdown()
        server.server_close()
