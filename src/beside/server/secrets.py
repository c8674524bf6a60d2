"""The secret key: from the environment, or made once and kept beside the data."""

import os
import secrets
from pathlib import Path


def secret_key() -> str:
    """`BESIDE_SECRET_KEY`, or the key kept in the data folder, made there the first time."""
    given = os.environ.get("BESIDE_SECRET_KEY", "")
    return given or _kept(_folder() / "secret_key")


def _folder() -> Path:
    from beside.server import postgres

    return postgres.make_data_dir(postgres.data_dir())


def _kept(path: Path) -> str:
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text()


def start_code() -> str:
    """The code that lets the first person in, made once and kept beside the data."""
    return _kept(_folder() / "start_code").translate(_READABLE)[:8].upper()


_READABLE = {ord(each): None for each in "-_0OoIl1"}
