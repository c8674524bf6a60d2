from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "beside.recognition"
    label = "recognition"

    def ready(self) -> None:
        from beside.recognition import queries
        from beside.safeguarding.queries import taken_back

        taken_back.register(queries.taken_back)
