from django.apps import AppConfig


class PlacementConfig(AppConfig):
    name = "beside.placement"
    label = "placement"
