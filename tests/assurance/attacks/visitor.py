"""Somebody with a browser, at an address of their own."""

import html
import http.client
import http.cookiejar
import io
import re
import urllib.error
import urllib.parse
import urllib.request
import uuid
import zipfile
from dataclasses import dataclass, field

PASSWORD = "beside-the-willows"
SIGN_IN = "/account/sign-in/"
SECONDS = 60.0


@dataclass(frozen=True)
class Answer:
    """What came back: the page where it ended, and its text without the marks."""

    status: int
    path: str
    content: bytes = field(repr=False)

    @property
    def source(self) -> str:
        return self.content.decode(errors="replace")

    @property
    def text(self) -> str:
        bare = re.sub(r"<[^>]*>", " ", self.source)
        return re.sub(r"\s+", " ", html.unescape(bare)).replace("’", "'")

    @property
    def title(self) -> str:
        found = re.search(r"<title>([^<]*)", self.source)
        return html.unescape(found[1]) if found else ""

    def id_in(self, before: str) -> str:
        """The first id of a link that begins with these words."""
        return self.ids_in(before)[0]

    def ids_in(self, before: str) -> list[str]:
        return list(dict.fromkeys(re.findall(re.escape(before) + r"([0-9a-f-]{36})", self.source)))

    def everything(self) -> str:
        """The text of a page, or of a file and of all that is packed in it."""
        if not self.content.startswith(b"PK"):
            return self.text
        with zipfile.ZipFile(io.BytesIO(self.content)) as packed:
            return " ".join(
                packed.read(name).decode(errors="replace") for name in packed.namelist()
            )


class _From(urllib.request.HTTPHandler):
    """Connects from an address of this machine's own, of which 127/8 has many."""

    def __init__(self, source: str):
        super().__init__()
        self.source = source

    def http_open(self, request):
        return self.do_open(http.client.HTTPConnection, request, source_address=(self.source, 0))


class Visitor:
    """Keeps cookies, follows where a page leads, and sends the token of every form."""

    def __init__(self, address: str, source: str = "127.0.0.1", seconds: float = SECONDS):
        self.address, self.seconds = address, seconds
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(
            _From(source), urllib.request.HTTPCookieProcessor(self.jar)
        )

    def get(self, path: str) -> Answer:
        return self._ask(urllib.request.Request(self.address + path))

    def post(
        self, path: str, files: dict[str, tuple[str, bytes]] | None = None, **fields
    ) -> Answer:
        """Send a form; a hyphen in the name of a field is written as `__`."""
        fields = {name.replace("__", "-"): value for name, value in fields.items()}
        fields["csrfmiddlewaretoken"] = self._token()
        data, kind = _body(fields, files or {})
        return self._ask(urllib.request.Request(self.address + path, data, {"Content-Type": kind}))

    def open(self, path: str, **fields) -> Answer:
        """Open a link and press the button of the page that it leads to."""
        return self.post(self.get(path).path, **fields)

    def sign_in(self, name: str, password: str = PASSWORD) -> Answer:
        return self.post(SIGN_IN, login=name, password=password)

    def _token(self) -> str:
        if not self._cookie("csrftoken"):
            self.get(SIGN_IN)
        return self._cookie("csrftoken")

    def _cookie(self, name: str) -> str:
        return next((each.value or "" for each in self.jar if each.name == name), "")

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            answer = self.opener.open(request, timeout=self.seconds)
        except urllib.error.HTTPError as fault:
            answer = fault
        with answer:
            path = urllib.parse.urlsplit(answer.url).path
            return Answer(answer.status, path, answer.read())


def _body(fields: dict, files: dict[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    if not files:
        form = urllib.parse.urlencode(fields, doseq=True).encode()
        return form, "application/x-www-form-urlencoded"
    mark = uuid.uuid4().hex
    parts = [_part(mark, f'name="{name}"', str(value).encode()) for name, value in fields.items()]
    parts += [
        _part(mark, f'name="{name}"; filename="{called}"', content)
        for name, (called, content) in files.items()
    ]
    return b"".join(parts) + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


def _part(mark: str, named: str, content: bytes) -> bytes:
    return (
        f"--{mark}\r\nContent-Disposition: form-data; {named}\r\n\r\n".encode() + content + b"\r\n"
    )
