from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "beside.home"
    label = "home"
