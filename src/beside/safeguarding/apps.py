from django.apps import AppConfig


class SafeguardingConfig(AppConfig):
    name = "beside.safeguarding"
    label = "safeguarding"

    def ready(self) -> None:
        from beside.access.bases import Kind
        from beside.access.registry import register
        from beside.safeguarding import models

        register(models.Concern, Kind.CONCERN, pupil="pupil", author="writer")
        register(models.ConcernEntry, Kind.CONCERN_ENTRY, pupil="pupil", author="writer")
