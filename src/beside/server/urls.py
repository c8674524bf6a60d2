"""Every page of Beside. Who may open each stands in tests/pages.py; one not listed there fails."""

from allauth.account import views as allauth
from django.urls import include, path, re_path

# An account's id has hyphens itself; what a reader mistyped still reaches the page that says so.
WHOSE = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[^/-]+"

urlpatterns = [
    path("", include("beside.home.urls")),
    path("", include("beside.enrichment.urls")),
    path("", include("beside.timetable.urls")),
    path("", include("beside.recognition.urls")),
    path("", include("beside.placement.urls")),
    path("", include("beside.ties.urls")),
    path("", include("beside.safeguarding.urls")),
    path("", include("beside.accounts.urls")),
    path("", include("beside.schools.urls")),
    path("", include("beside.access.urls")),
    path("account/sign-in/", allauth.login, name="account_login"),
    path("account/forgotten/", allauth.password_reset, name="account_reset_password"),
    path(
        "account/forgotten/sent/", allauth.password_reset_done, name="account_reset_password_done"
    ),
    re_path(
        rf"^account/forgotten/(?P<uidb36>{WHOSE})-(?P<key>[^/]+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/forgotten/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
