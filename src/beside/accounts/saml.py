"""The conversation with a provider that speaks SAML 2.0: a request by redirect, an answer by POST.

Loaded only where the settings name such a provider; it needs `pip install beside[saml]`. Nothing is
read of an answer but the element that signxml gives back as signed, so what is wrapped around it or
stands beside it counts for nothing ("see what is signed": www.w3.org/TR/xmldsig-bestpractices).
"""

import base64
import logging
import secrets
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from lxml import etree
from signxml import DigestAlgorithm, SignatureConfiguration, SignatureMethod, XMLVerifier
from signxml.exceptions import InvalidInput, SignXMLException

from beside.access.calendar import now
from beside.accounts.assertions import Asked, Confirmation, Said, SamlProvider, identity
from beside.accounts.rules import Identity, Unanswered

ASKED = "beside_saml"
SAML = "{urn:oasis:names:tc:SAML:2.0:assertion}"
RESPONSE = "{urn:oasis:names:tc:SAML:2.0:protocol}Response"
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
# With a key of a certificate, and no digest that can be forged.
METHODS = frozenset(
    each
    for each in SignatureMethod
    if each.name.startswith(("RSA_SHA", "ECDSA_SHA")) and "SHA1" not in each.name
)
DIGESTS = frozenset({DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512})
REQUEST = (
    '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" Version="2.0"'
    ' ID={name} IssueInstant={at} Destination={to} ForceAuthn="true"'
    ' AssertionConsumerServiceURL={back_to} ProtocolBinding="{post}">'
    '<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{by}</saml:Issuer>'
    "</samlp:AuthnRequest>"
)
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"


def start(request, provider: SamlProvider, back_to: str):
    """Off to the provider; it asks who this is each time, since laptops are shared."""
    name = f"_{secrets.token_hex(20)}"
    request.session[ASKED] = name
    words = {"name": name, "at": f"{now():%Y-%m-%dT%H:%M:%SZ}", "back_to": back_to}
    words = {key: quoteattr(each) for key, each in (words | {"to": provider.sign_in_at}).items()}
    asked = REQUEST.format(**words, post=POST, by=escape(back_to))
    packed = zlib.compress(asked.encode(), wbits=-15)
    query = urlencode({"SAMLRequest": base64.b64encode(packed).decode()})
    joint = "&" if "?" in provider.sign_in_at else "?"
    return redirect(f"{provider.sign_in_at}{joint}{query}")


def who(request, provider: SamlProvider, back_to: str) -> Identity:
    """Who comes back with an answer to what this browser asked; each request is answered once."""
    asked = Asked(request.session.pop(ASKED, ""), by=back_to, back_to=back_to)
    try:
        if not asked.name:
            raise InvalidInput("This browser asked nothing, or was answered before")
        said = _said(_signed(provider, request.POST.get("SAMLResponse", "")))
    except (SignXMLException, etree.LxmlError, ValueError, TypeError) as error:
        logging.getLogger(__name__).warning("A sign-in by %s failed: %s", provider.key, error)
        raise Unanswered(
            _("That did not work. Start again from the page where you sign in.")
        ) from error
    return identity(provider, said, asked, now())


def _signed(provider: SamlProvider, answer: str):
    """The one assertion that the provider’s key signed, alone or with the response around it."""
    xml = base64.b64decode(answer, validate=False)
    where = "./" if _root(xml).find(SIGNATURE) is not None else f"./{SAML}Assertion/"
    signed = _verified(xml, provider.certificates, where)
    if signed.tag == f"{SAML}Assertion":
        return signed
    found = signed.findall(f"{SAML}Assertion") if signed.tag == RESPONSE else []
    if len(found) != 1:
        raise InvalidInput("What is signed is not one assertion in plain words")
    return found[0]


def _parser() -> etree.XMLParser:
    """Fetches nothing and knows no entities; a comment cannot cut a name in two."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )


def _root(xml: bytes):
    root = etree.fromstring(xml, _parser())
    if root.getroottree().docinfo.doctype:
        raise InvalidInput("An answer declares no document type")
    return root


def _verified(xml: bytes, certificates: tuple[str, ...], where: str):
    """What one of the certificates signed; a provider has two while it changes them."""
    settings = SignatureConfiguration(
        location=where, signature_methods=METHODS, digest_algorithms=DIGESTS
    )
    refused: SignXMLException = InvalidInput("No certificate is known")
    for each in certificates:
        try:
            got = XMLVerifier().verify(
                xml, x509_cert=each, parser=_parser(), id_attribute="ID", expect_config=settings
            )
            return got.signed_xml
        except SignXMLException as error:
            refused = error
    raise refused


def _said(assertion) -> Said:
    """The plain values of an assertion."""
    conditions = assertion.find(f"{SAML}Conditions")
    subject = assertion.find(f"{SAML}Subject/{SAML}NameID")
    statement = assertion.find(f"{SAML}AuthnStatement")
    if conditions is None or subject is None or statement is None:
        raise InvalidInput("An assertion says who, when and for whom")
    return Said(
        issuer=_text(assertion.find(f"{SAML}Issuer")),
        subject=_text(subject),
        subject_format=subject.get("Format", ""),
        audiences=tuple(
            frozenset(map(_text, each.findall(f"{SAML}Audience")))
            for each in conditions.findall(f"{SAML}AudienceRestriction")
        ),
        since=_moment(conditions.get("NotBefore")),
        until=_moment(conditions.get("NotOnOrAfter")),
        confirmations=tuple(_confirmations(assertion)),
        attributes=_attributes(assertion),
        context=_text(statement.find(f"{SAML}AuthnContext/{SAML}AuthnContextClassRef")),
        signed_in_at=_moment(statement.get("AuthnInstant")),
    )


def _confirmations(assertion) -> Iterator[Confirmation]:
    for each in assertion.findall(f"{SAML}Subject/{SAML}SubjectConfirmation"):
        data = each.find(f"{SAML}SubjectConfirmationData")
        if each.get("Method") == BEARER and data is not None:
            yield Confirmation(
                answers=data.get("InResponseTo", ""),
                recipient=data.get("Recipient", ""),
                until=_moment(data.get("NotOnOrAfter")),
            )


def _attributes(assertion) -> dict[str, tuple[str, ...]]:
    """What an attribute says, by its name; one that is named twice says all of it."""
    found: dict[str, tuple[str, ...]] = {}
    for each in assertion.findall(f"{SAML}AttributeStatement/{SAML}Attribute"):
        words = tuple(map(_text, each.findall(f"{SAML}AttributeValue")))
        found[each.get("Name", "")] = found.get(each.get("Name", ""), ()) + words
    return found


def _text(element) -> str:
    return "" if element is None else "".join(element.itertext()).strip()


def _moment(told: str | None) -> datetime | None:
    """A moment of an assertion, which is always in UTC."""
    if not told:
        return None
    found = datetime.fromisoformat(told)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
