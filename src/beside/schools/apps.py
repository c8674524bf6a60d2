from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "beside.schools"
    label = "schools"

    def ready(self) -> None:
        from beside.access import upgrading
        from beside.schools.jobs import settle_every_school

        upgrading.register(("schools", "0010_years_organised"), settle_every_school)
