"""Mail without a mail server: each letter is kept as a file in the data folder."""

import os

from django.core.mail.backends.filebased import EmailBackend


class FileBackend(EmailBackend):
    def __init__(self, *args, **kwargs):
        from beside.server import postgres

        kwargs["file_path"] = os.environ.get("BESIDE_MAIL_FOLDER") or postgres.data_dir() / "mail"
        super().__init__(*args, **kwargs)
