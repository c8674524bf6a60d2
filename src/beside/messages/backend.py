"""Mail without a mail server: each letter is kept as a file in the data folder."""

import os
from contextlib import suppress

from django.core.mail.backends.filebased import EmailBackend


class FileBackend(EmailBackend):
    """Letters as files that nobody but the user of Beside may read: links stand in them."""

    def __init__(self, *args, **kwargs):
        from beside.server import postgres

        kwargs["file_path"] = os.environ.get("BESIDE_MAIL_FOLDER") or postgres.data_dir() / "mail"
        super().__init__(*args, **kwargs)
        with suppress(PermissionError):
            os.chmod(self.file_path, 0o700)

    def open(self):
        if self.stream is not None:
            return False
        ours = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        self.stream = os.fdopen(os.open(self._get_filename(), ours, 0o600), "ab")
        return True
