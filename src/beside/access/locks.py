"""The Python lock: what of a table an actor may see, and whether they may do a thing."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q, QuerySet

from beside.access import registry
from beside.access.actor import Actor
from beside.access.reach import NotBlocked, Organised, Reaches, StandsOn
from beside.rights import Basis, Verb, When


class PolicyQuerySet(QuerySet):
    """A queryset that starts from what an actor may see."""

    def visible_to(self, actor: Actor) -> "PolicyQuerySet":
        """The rows this actor may read today, as the policy decides."""
        return self.filter(may_q(self.model, Verb.READ, actor))


def visible(model: type[models.Model], actor: Actor) -> QuerySet:
    """The rows of any registered table that this actor may read today."""
    return model._default_manager.filter(may_q(model, Verb.READ, actor))


def may_q(model: type[models.Model], verb: Verb, actor: Actor) -> Q:
    """The condition under which `actor` may do `verb` on a row of `model`."""
    if actor.subject_id is None:
        return NEVER
    ways = [
        way
        for registration in registry.for_model(model)
        for way in _ways(registration, verb, actor)
    ]
    return reduce(or_, ways) if ways else NEVER


NEVER = Q(pk__in=[])


def _ways(registration: registry.Registration, verb: Verb, actor: Actor) -> Iterator[Q]:
    for when in When:
        bases = registry.book().bases_for(registration.kind, verb, when)
        held = _when_q(registration, when, actor)
        if bases and held is not None:
            yield _who_q(registration, bases, actor) & held & _only_q(registration)


def _only_q(registration: registry.Registration) -> Q:
    if not registration.on.only:
        return Q()
    field, values = registration.on.only
    return Q(**{f"{field}__in": values})


def _who_q(registration: registry.Registration, bases: tuple[Basis, ...], actor: Actor) -> Q:
    pupil, others = registration.on.pupil, [b for b in bases if b != Basis.SELF]
    if registration.on.scope:
        return Q(StandsOn(registration.on.scope, others)) & Q(NotBlocked(pupil))
    ways = []
    if registration.on.pupils_array:
        ways.append(Q(**{registration.on.author: actor.subject_id}))
    if Basis.SELF in bases:
        ways.append(_self_q(registration, actor))
    if others:
        ways.append(Q(Reaches(pupil, others, is_array=registration.on.pupils_array)))
    return reduce(or_, ways)


def _self_q(registration: registry.Registration, actor: Actor) -> Q:
    if registration.on.pupils_array:
        return Q(**{f"{registration.on.pupil}__contains": [actor.subject_id]})
    return Q(**{registration.on.pupil: actor.subject_id})


def _when_q(registration: registry.Registration, when: When, actor: Actor) -> Q | None:
    if when == When.OWN:
        return Q(**{registration.on.author: actor.subject_id}) if registration.on.author else None
    if when == When.ALWAYS:
        return Q()
    if when in FILES:
        return _file_q(registration, when, actor)
    if when in ORGANISED:
        return _organised_q(registration, when, actor)
    return _promise_q(registration, when) if registration.on.promise else None


FILES = (When.NOT_PAST, When.LET, When.FILE, When.ADDED)
ORGANISED = (When.ORGANISED, When.NOTED)


def _organised_q(registration: registry.Registration, when: When, actor: Actor) -> Q | None:
    on = registration.on
    if not on.about or (when == When.NOTED and not on.author):
        return None
    table = registration.abouts
    fields = (on.about,) if table else ("school_id", "year_groups")
    own = Q(**{on.author: actor.subject_id}) if when == When.NOTED else Q()
    return Q(Organised(*fields, table=table)) & own


def _file_q(registration: registry.Registration, when: When, actor: Actor) -> Q | None:
    on = registration.on
    if when in (When.NOT_PAST, When.LET):
        if not on.past or (when == When.LET and not on.readers):
            return None
        one, me = registration.goes_past_one, actor.subject_id
        unpast = ~Q(**({on.past: me} if one else {f"{on.past}__contains": [me]}))
        let = Q(**{f"{on.readers}__contains": [actor.subject_id]})
        return unpast if when == When.NOT_PAST else unpast & let
    if not on.file:
        return None
    readable = Q(**{f"{on.file}__in": visible(registration.file_model, actor).values("pk")})
    own = Q(**{on.author: actor.subject_id}) if when == When.ADDED else Q()
    return readable & own


def _promise_q(registration: registry.Registration, when: When) -> Q | None:
    names = Q(**{f"{registration.on.promise}__promise": "names"})
    if when == When.NAMES:
        return names
    if not registration.on.opened:
        return None
    chosen = Q(**{f"{registration.on.promise}__promise": "choose", registration.on.opened: True})
    return chosen if when == When.CHOSEN else names | chosen


def reached(bases: tuple[Basis, ...]) -> QuerySet:
    """The ids of all people whom the actor told to the database reaches today on these bases."""
    from beside.access.models import Subject

    return Subject.objects.filter(Reaches("pk", bases)).values_list("pk", flat=True)
