from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "beside.accounts"
    label = "accounts"

    def ready(self) -> None:
        from beside.access.bases import Kind
        from beside.access.registry import register
        from beside.accounts import models

        register(
            models.SchoolAccount,
            Kind.SCHOOL_ACCOUNT,
            pupil="person",
            unrecorded=("last_used_at",),
        )
        register(models.Vouching, Kind.VOUCHING, pupil="person", author="colleague")
        register(models.DomainYes, Kind.DOMAIN_YES, pupil="by", author="by")
