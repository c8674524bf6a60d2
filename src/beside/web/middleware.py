from django.conf import settings
from django.utils import translation


def no_store(get_response):
    """Pages stay out of every cache, so that a shared laptop shows nothing of the last person."""

    def middleware(request):
        response = get_response(request)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


# What a browser could sense or reach beyond the page; no page asks for any of it.
SENSES = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope"),
    *("hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb"),
)


def no_senses(get_response):
    """Pages ask a browser for no place, no camera, no microphone and no device."""
    nothing = ", ".join(f"{sense}=()" for sense in SENSES)

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", nothing)
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
