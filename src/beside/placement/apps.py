from django.apps import AppConfig


class PlacementConfig(AppConfig):
    name = "beside.placement"
    label = "placement"

    def ready(self) -> None:
        from beside.access.bases import Kind
        from beside.access.registry import register
        from beside.placement.models import Given, Run

        whole = ("instance", "allocation", "reasons", "proof", "steps", "costs")
        of_school = {"pupil": "scope_id", "scope": "scope_id"}
        register(Given, Kind.RUN_GIVEN, pupil="run", unrecorded=("instance", "reasons"))
        register(Run, Kind.RUN, author="asked_by", **of_school, unrecorded=whole)
