"""Somebody, or two, with browsers of their own: what they hold, press, and read in their mail."""

import json
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.core import mail
from django.db import connection, transaction
from django.test import Client, TestCase
from django.urls import reverse
from procrastinate.contrib.django import app

from beside.access.actor import Actor
from tests.becoming.town import GRABBED, Town, nobody_acts, told
from tests.factories import TODAY, sign_in

# Jobs that work out a plan of places for minutes, and give nobody anything.
LEFT = ("placement.solve", "timetable.fill", "timetable.say_why", "enrichment.say_why")


class Attack:
    """Who attacks, their browsers, the keys they know, and the actions that were done by them."""

    def __init__(self, town: Town, who: tuple[str, ...], drawn: random.Random) -> None:
        self.town, self.who, self.drawn = town, who, drawn
        self.people = [town.people[each] for each in who]
        self.done: set[str] = set()
        self.called: set[str] = set()
        self.failed: list[str] = []
        self.refused: list[str] = []
        self.statuses: list[int] = []
        self.keys: list[tuple[str, str, UUID | None]] = []
        self.own = {each: Client(raise_request_exception=False) for each in who}
        self.come_in: list[Client] = []
        self._last_job = told("SELECT coalesce(max(id), 0) FROM procrastinate_jobs")[0][0]
        self._mails = len(mail.outbox)
        for each, client in self.own.items():
            sign_in(client, town.people[each])

    @property
    def clients(self) -> list[Client]:
        return [*self.own.values(), *self.come_in]

    def any_client(self) -> Client:
        return self.drawn.choice(self.clients)

    def anybody(self) -> UUID:
        """Somebody of the town: themselves as often as all others."""
        own = [person.pk for person in self.people]
        return self.drawn.choice(
            [*own, self.drawn.choice(list(self.town.name_of)), self.town.new.pk]
        )

    def stranger(self) -> Client:
        return Client(raise_request_exception=False)

    def press(self, client: Client, page: str, *args, **fields):
        """Send a form, and let the worker do what follows."""
        nobody_acts()
        with self.watched(), TestCase.captureOnCommitCallbacks(execute=True):
            response = client.post(reverse(page, args=args), fields)
        self.statuses.append(response.status_code)
        self.work()
        return response

    def work(self) -> None:
        """Everything that waits for the worker is done."""
        query = "SELECT id, task_name, args FROM procrastinate_jobs WHERE id > %s ORDER BY id"
        while waiting := told(query, self._last_job):
            for id, name, args in waiting:
                self._last_job = id
                if name not in LEFT:
                    self._do(name, args)
        nobody_acts()

    def _do(self, name: str, args: dict) -> None:
        nobody_acts()
        try:
            commits = TestCase.captureOnCommitCallbacks(execute=True)
            with self.watched(), commits, transaction.atomic():
                app.tasks[name](**json.loads(args))
        except Exception as error:
            self.failed.append(f"{name}: {error}")

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Note every action that is begun meanwhile."""

        def note(execute, sql, params, many, context):
            if "set_config('beside.why', %s, true)" in sql and len(params or ()) == 1:
                self.done.add(params[0])
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            yield

    def mails(self) -> list:
        """What has come to an address that they read."""
        own = {GRABBED, *(person.email for person in self.people)}
        return [each for each in mail.outbox[self._mails :] if set(each.to) & own]

    def links(self, route: str) -> list[str]:
        """Links of a kind in their mail, each as the rest of its path."""
        found = (re.findall(rf"/{route}([^\s?]+)", each.body) for each in self.mails())
        return [link for links in found for link in links]

    def add_key(self, kind: str, code: str, whose: UUID | None = None) -> None:
        if (kind, code, whose) not in self.keys:
            self.keys.append((kind, code, whose))

    def sessions(self) -> list[Actor]:
        """Everybody as whom they are signed in now."""
        found = []
        for client in self.clients:
            nobody_acts()
            actor = client.get(reverse("accessibility")).wsgi_request.actor
            if actor.subject_id is not None:
                found.append(actor)
        nobody_acts()
        return found

    def as_self(self) -> Actor:
        return Actor(self.drawn.choice(self.people).pk, TODAY)
