"""`beside policy`: the second lock, shown or compared with what stands in the database."""

from django.core.management.base import BaseCommand, CommandError

from beside.access import drift, rowpolicies


class Command(BaseCommand):
    help = "Show the row policies as SQL, or compare them with the database."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true", help="compare; exit 1 on a difference")

    def handle(self, *, check: bool, **_options) -> None:
        if not check:
            self.stdout.write(";\n".join(rowpolicies.statements()) + ";")
            return
        found = list(drift.drift())
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("The database keeps to the policy.")
