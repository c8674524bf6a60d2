from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "beside.schools"
    label = "schools"
