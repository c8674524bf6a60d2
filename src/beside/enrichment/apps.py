from django.apps import AppConfig


class EnrichmentConfig(AppConfig):
    name = "beside.enrichment"
    label = "enrichment"

    def ready(self) -> None:
        from beside.enrichment import building
        from beside.placement.problems import register_builder

        register_builder("teams", building.build)
