from django.apps import AppConfig


class SafeguardingConfig(AppConfig):
    name = "beside.safeguarding"
    label = "safeguarding"
