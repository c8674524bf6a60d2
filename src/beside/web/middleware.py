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
