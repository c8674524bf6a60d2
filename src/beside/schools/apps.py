from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "beside.schools"
    label = "schools"

    def ready(self) -> None:
        from beside.access.bases import Kind
        from beside.access.registry import register
        from beside.schools import models

        register(models.Person, Kind.IDENTITY, pupil="subject")
        register(models.Enrolment, Kind.IDENTITY, pupil="person")
        register(models.Post, Kind.IDENTITY, pupil="person")
        register(models.Membership, Kind.IDENTITY, pupil="person")
        register(models.FamilyLink, Kind.FAMILY_LINK, pupil="pupil", author="carer")
        register(models.RollImport, Kind.ROLL_IMPORT, pupil="by", author="by")
