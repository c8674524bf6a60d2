from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "beside.recognition"
    label = "recognition"
