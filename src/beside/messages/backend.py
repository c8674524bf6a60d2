"""Mail without a mail server: each letter is kept as a file in the data folder."""

import os

from django.core.mail.backends.filebased import EmailBackend


class FileBackend(EmailBackend):
    """Each letter a file that nobody but who runs Beside can read: links stand in them."""

    def __init__(self, *args, **kwargs):
        from beside.server import postgres

        kwargs["file_path"] = os.environ.get("BESIDE_MAIL_FOLDER") or postgres.data_dir() / "mail"
        super().__init__(*args, **kwargs)

    def open(self) -> bool:
        if self.stream is not None:
            return False
        flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY
        self.stream = os.fdopen(os.open(self._get_filename(), flags, 0o600), "ab")
        return True
