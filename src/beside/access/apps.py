from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    name = "beside.access"
    label = "access"

    def ready(self) -> None:
        from allauth.account.models import EmailAddress
        from allauth.mfa.models import Authenticator

        from beside.access import models, sessions, sqlfiles, statistics  # noqa: F401
        from beside.access.bases import Kind
        from beside.access.registry import register, register_functions
        from beside.audit.models import Seen
        from beside.messages.models import Letter

        register(models.Account, Kind.ACCOUNT, pupil="subject", author="subject")
        register(models.Invitation, Kind.ACCOUNT, pupil="subject")
        register(models.SignInCard, Kind.SIGN_IN_CARD, pupil="subject")
        register(EmailAddress, Kind.ACCOUNT, pupil="user")
        register(
            models.OpenSession, Kind.OPEN_SESSION, pupil="subject", unrecorded=("last_used_at",)
        )
        register(Authenticator, Kind.SECOND_STEP, pupil="user", unrecorded=("data", "last_used_at"))
        register(models.Belonging, Kind.IDENTITY, pupil="person", scope="scope_id")
        register(models.Belonging, Kind.BELONGING, pupil="person", scope="scope_id")
        register(models.Standing, Kind.STANDING, pupil="actor", author="actor")
        register(
            models.Standing,
            Kind.STANDING_BESIDE,
            pupil="scope_id",
            author="actor",
            only=("basis", ("beside", "mentor")),
        )
        register(
            models.Standing,
            Kind.STANDING_CHECKED,
            pupil="scope_id",
            author="actor",
            only=("basis", ("checked",)),
        )
        register(Seen, Kind.SEEN, pupil="pupils", author="reader", pupils_array=True)
        register(Letter, Kind.MAIL, pupil="recipient")
        register_functions(statistics.function_sql)
        register_functions(sqlfiles.statements)
        post_migrate.connect(_lock, sender=self, dispatch_uid="beside-locks")


def _lock(**_kwargs) -> None:
    from beside.access import rowpolicies

    rowpolicies.apply()
