"""How secrets of a second step are kept: sealed with the secret key, in every copy too."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings


class SecondStepAdapter(DefaultMFAAdapter):
    """allauth's, with secrets sealed and Beside named in the app on the telephone."""

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return "Beside"


def _seal() -> Fernet:
    key = hashlib.sha256(b"beside.second-step:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
