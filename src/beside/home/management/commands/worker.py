"""`beside worker`: does the jobs. Any number may run beside each other."""

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Do jobs until stopped."

    def handle(self, **_options) -> None:
        once = ("--concurrency", "1", "--shutdown-graceful-timeout", "3")
        call_command("procrastinate", "worker", *once, "--delete-jobs", "successful")
