"""The conversation with a provider that speaks OpenID Connect, by Authlib."""

import logging
from functools import cache

from authlib.integrations.base_client import OAuthError
from authlib.integrations.django_client import OAuth
from django.utils.translation import gettext as _
from joserfc.errors import JoseError
from requests import RequestException

from beside.access.calendar import now
from beside.accounts.rules import Identity, Provider, Unanswered, Unreachable, identity

SECONDS = 5


@cache
def client(provider: Provider):
    """Who speaks to the provider: code with PKCE, state, nonce, and a signed token."""
    return OAuth().register(
        provider.key,
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "timeout": SECONDS,
            "default_timeout": SECONDS,
        },
    )


def start(request, provider: Provider, back_to: str):
    """Off to the provider, with a state, a nonce and a proof key that only this browser has."""
    try:
        _check_issuer(provider)
        # On a shared laptop the provider remembers whoever came before: it asks who this is.
        return client(provider).authorize_redirect(request, back_to, prompt="select_account")
    except (RequestException, OAuthError, RuntimeError, KeyError, ValueError) as error:
        logging.getLogger(__name__).warning("%s cannot be reached: %s", provider.key, error)
        raise Unreachable(_("Your school’s sign-in page cannot be reached now.")) from error


def _check_issuer(provider: Provider) -> None:
    if client(provider).load_server_metadata().get("issuer") != provider.issuer:
        raise ValueError("it calls itself by another name than the settings do")


def who(request, provider: Provider, back_to: str) -> Identity:
    """Who comes back with an answer to what this browser asked."""
    return identity(provider, _claims(request, provider), now())


def _claims(request, provider: Provider) -> dict:
    try:
        token = client(provider).authorize_access_token(request)
        return dict(token["userinfo"])
    except (OAuthError, JoseError, RequestException, KeyError, ValueError) as error:
        logging.getLogger(__name__).warning("A sign-in by %s failed: %s", provider.key, error)
        raise Unanswered(
            _("That did not work. Start again from the page where you sign in.")
        ) from error
