from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "beside.recognition"
    label = "recognition"

    def ready(self) -> None:
        from beside.access.bases import Kind
        from beside.access.registry import register, register_functions
        from beside.recognition import keeping
        from beside.recognition.models import ThankYou

        by_pupil = {"pupil": "pupil", "author": "pupil"}
        to_adult = {"pupil": "pupil", "author": "adult", "only": ("status", (ThankYou.SENT,))}
        register(ThankYou, Kind.THANK_YOU, **by_pupil, unrecorded=("words",))
        register(ThankYou, Kind.THANK_YOU_TO_ME, **to_adult, unrecorded=("words",))
        register_functions(keeping.function_sql)
