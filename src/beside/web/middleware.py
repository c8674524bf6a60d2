from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _


def health(get_response):
    """Answer whatever watches over Beside, before a session, a host or a database is looked at.

    `/health/`: this process lives. `/ready/`: its database answers and is in step.
    """

    def middleware(request):
        if request.path == "/health/":
            return _plain("ok")
        if request.path == "/ready/":
            fault = not_ready()
            return _plain(fault or "ready", 503 if fault else 200)
        return get_response(request)

    return middleware


def _plain(words: str, status: int = 200) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(f"{words}\n", "text/plain; charset=utf-8", status, headers=headers)


def not_ready() -> str:
    """Why nobody can be served now, or nothing. Says nothing about the database but that."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            done = set(cursor.fetchall())
    except DatabaseError:
        return _("The database does not answer, or is not Beside’s yet.")
    newest, known = _migrations()
    if newest - done:
        return _("The database is older than this version: run beside migrate.")
    if {each for each in done if each[0] in _own_apps()} - known:
        return _("The database is newer than this version of Beside.")
    return ""


@cache
def _migrations() -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The last migrations of every app, and all there are."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return set(loader.graph.leaf_nodes()), set(loader.disk_migrations)


def _own_apps() -> set[str]:
    return {each.label for each in apps.get_app_configs() if each.name.startswith("beside.")}


def no_store(get_response):
    """Pages stay out of every cache, so that a shared laptop shows nothing of the last person."""

    def middleware(request):
        response = get_response(request)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


OURS = ("script", "style", "font", "img", "connect", "manifest")
CONTENT = "; ".join(
    [
        *("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"),
        *(f"{kind}-src 'self'" for kind in OURS),
    ]
)
# What a browser could sense or reach beyond the page; no page asks for any of it.
SENSES = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope"),
    *("hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb"),
)
NO_SENSES = ", ".join(f"{sense}=()" for sense in SENSES)


def only_ours(get_response):
    """Pages load and send nothing but ours, and ask a browser for no place, camera or device."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT)
        response.headers.setdefault("Permissions-Policy", NO_SENSES)
        return response

    return middleware


FAMILY_PATHS = ("/family/",)
LANGUAGE = "beside_language"


def language(get_response):
    """Pages are in English; those of families are in the language that was chosen on them.

    Before anything was chosen it is the language of the browser. The choice stays in the session.
    """

    def middleware(request):
        code = settings.LANGUAGE_CODE
        if request.path.startswith(FAMILY_PATHS):
            code = _chosen(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response

    return middleware


def _chosen(request) -> str:
    known = dict(settings.LANGUAGES)
    if request.GET.get("language") in known:
        request.session[LANGUAGE] = request.GET["language"]
    kept = request.session.get(LANGUAGE)
    return kept if kept in known else translation.get_language_from_request(request)
