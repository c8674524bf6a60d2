"""What a provider that speaks SAML says of itself in its metadata, a file that the school gives."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ImproperlyConfigured

MD = "{urn:oasis:names:tc:SAML:2.0:metadata}"
KEY = f"{MD}KeyDescriptor"
CERTIFICATE = ".//{http://www.w3.org/2000/09/xmldsig#}X509Certificate"
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
NEEDED = "lxml", "signxml"


def read(setting: str, file: str) -> dict[str, Any]:
    """The issuer, the address that asks who somebody is, and the certificates it signs with."""
    if not all(map(find_spec, NEEDED)):
        raise ImproperlyConfigured(
            f"{setting} needs more than is installed here: pip install 'beside[saml]'."
        )
    root = _root(setting, file)
    role = root.find(f"{MD}IDPSSODescriptor")
    if root.tag != f"{MD}EntityDescriptor" or role is None or not root.get("entityID"):
        raise ImproperlyConfigured(f"{setting}: {file} does not describe one provider.")
    return {
        "issuer": root.get("entityID"),
        "sign_in_at": _sign_in_at(setting, file, role),
        "certificates": _certificates(setting, file, role),
    }


def _root(setting: str, file: str) -> Element:
    try:
        found: Element = fromstring(Path(file).read_bytes(), forbid_dtd=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{setting}: {file} cannot be read.") from error
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise ImproperlyConfigured(f"{setting}: {file} is not a provider’s metadata.") from error
    return found


def _sign_in_at(setting: str, file: str, role: Element) -> str:
    for each in role.findall(f"{MD}SingleSignOnService"):
        if each.get("Binding") == REDIRECT:
            return each.get("Location", "")
    raise ImproperlyConfigured(f"{setting}: {file} names no address that is asked by redirect.")


def _certificates(setting: str, file: str, role: Element) -> tuple[str, ...]:
    """Those it signs with: two while it changes them."""
    signing = [each for each in role.findall(KEY) if each.get("use") in (None, "signing")]
    found = ["".join(one.itertext()) for each in signing for one in each.findall(CERTIFICATE)]
    if not found:
        raise ImproperlyConfigured(f"{setting}: {file} holds no certificate that signs.")
    return tuple("".join(each.split()) for each in found)
