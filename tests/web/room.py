"""Serves the style page and the marking list by themselves, with nothing of Beside but its look.

    python tests/web/room.py PORT [FOLDER]

FOLDER may hold more templates, each with a `NAME.json` of what it shows, served at /NAME/.
"""

import json
import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
import sample
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path

from beside.web import rings

EXTRA = Path(sys.argv[2]) if len(sys.argv) > 2 else None

settings.configure(
    SECRET_KEY="only for the style page",
    ALLOWED_HOSTS=["127.0.0.1", "localhost"],
    ROOT_URLCONF=__name__,
    LANGUAGE_CODE="en-gb",
    STATIC_URL="/static/",
    INSTALLED_APPS=[
        "django.contrib.staticfiles",
        "django_cotton.apps.SimpleAppConfig",
        "template_partials.apps.SimpleAppConfig",
        "beside.web",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "beside.web.middleware.only_ours",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [EXTRA] if EXTRA else [],
            "OPTIONS": {
                "loaders": [
                    (
                        "template_partials.loader.Loader",
                        [
                            (
                                "django.template.loaders.cached.Loader",
                                [
                                    "django_cotton.cotton_loader.Loader",
                                    "django.template.loaders.filesystem.Loader",
                                    "django.template.loaders.app_directories.Loader",
                                ],
                            )
                        ],
                    )
                ],
                "builtins": [
                    "django_cotton.templatetags.cotton",
                    "template_partials.templatetags.partials",
                    "django.templatetags.i18n",
                ],
                "context_processors": ["django.template.context_processors.request"],
            },
        }
    ],
)
django.setup()

saves: list[dict[str, list[str]]] = []
answers: list[int] = []
moved: dict[str, rings.Place] = {}


def plain(request: HttpRequest) -> HttpResponse:
    return render(request, "base_plain.html", sample.chrome())


def style(request: HttpRequest) -> HttpResponse:
    return render(request, "web/style.html", sample.style(request.POST or None))


def marks(request: HttpRequest) -> HttpResponse:
    number = int(request.GET.get("pupils", 204))
    return render(request, "web/marks_demo.html", sample.marks(number))


def people(request: HttpRequest) -> HttpResponse:
    places = sample.places(int(request.GET.get("people", 26)))
    moved.clear()
    moved.update((place.key, place) for place in places)
    return render(request, "web/rings_demo.html", sample.chrome() | _drawn())


def move(request: HttpRequest) -> HttpResponse:
    if answers:
        return HttpResponse(status=answers.pop(0))
    saves.append(dict(request.POST.lists()))
    key = request.POST["key"]
    moved[key] = moved[key]._replace(ring=int(request.POST["ring"]))
    return render(request, "web/rings_demo.html#picture", _drawn())


def _drawn() -> dict[str, object]:
    return {"nav": sample.nav("The map"), "rings": rings.layout(moved.values())}


def save(request: HttpRequest) -> HttpResponse:
    if answers:
        return HttpResponse(status=answers.pop(0))
    saves.append(dict(request.POST.lists()))
    return HttpResponse(status=204)


def recorded(request: HttpRequest) -> JsonResponse:
    """What was saved since last asked; `fail=503,503` makes the next saves fail so."""
    answers.extend(int(code) for code in request.GET.get("fail", "").split(",") if code)
    taken = [{key: value for key, value in row.items() if "token" not in key} for row in saves]
    saves.clear()
    return JsonResponse(taken, safe=False)


def ticks(request: HttpRequest) -> HttpResponse:
    ticks.count = getattr(ticks, "count", 0) + 1
    return render(request, "web/style.html#ticking", {"count": ticks.count})


def extra(request: HttpRequest, name: str) -> HttpResponse:
    context = json.loads((EXTRA / f"{name}.json").read_text())
    return render(request, f"{name}.html", sample.chrome() | context)


urlpatterns = [
    path("", style),
    path("style/", style),
    path("plain/", plain),
    path("marks/", marks),
    path("marks/save", save),
    path("rings/", people),
    path("rings/move", move),
    path("recorded/", recorded),
    path("ticks/", ticks),
    path("pupil/<uuid:pk>/", style, name="pupil"),
    path("<slug:name>/", extra),
]


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        if not str(args[1]).startswith(("2", "3")):
            super().log_message(format, *args)


if __name__ == "__main__":
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    with make_server(
        "127.0.0.1",
        int(sys.argv[1]),
        StaticFilesHandler(get_wsgi_application()),
        handler_class=Quiet,
    ) as server:
        print(server.server_port, flush=True)
        server.serve_forever()
