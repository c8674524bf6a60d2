from django.apps import AppConfig


class EnrichmentConfig(AppConfig):
    name = "beside.enrichment"
    label = "enrichment"

    def ready(self) -> None:
        from beside.access.bases import Kind
        from beside.access.registry import register, register_functions
        from beside.enrichment import building, companions
        from beside.enrichment import models as m
        from beside.placement.problems import register_builder

        register(m.Ranking, Kind.RANKING, pupil="pupil", author="pupil")
        private = ("named", "reasons")
        register(m.Company, Kind.COMPANY, pupil="pupil", author="pupil", unrecorded=private)
        register(m.Member, Kind.TEAM_MEMBER, pupil="pupil", author="helper")
        register(m.Apart, Kind.APART, pupil="pupil", author="by")
        of_team = {"pupil": "pupils", "author": "helper", "pupils_array": True}
        register(m.TeamPage, Kind.TEAM_PAGE, **of_team, unrecorded=("tasks", "meetings", "helps"))
        register(m.Reflection, Kind.REFLECTION, pupil="pupil", author="pupil")
        register_functions(companions.function_sql)
        register_builder("teams", building.build)
