"""The Python lock: what of a table an actor may see, and whether they may do a thing."""

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from beside.access import policy, registry
from beside.access.actor import Actor
from beside.access.bases import Basis, Verb, When


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
        return Q(pk__in=[])
    allowed = Q(pk__in=[])
    for registration in registry.for_model(model):
        allowed |= _registration_q(registration, verb, actor)
    return allowed


def _registration_q(registration: registry.Registration, verb: Verb, actor: Actor) -> Q:
    allowed = Q(pk__in=[])
    for when in When:
        bases = policy.bases_for(registration.kind, verb, when)
        if bases:
            allowed |= _who_q(registration, bases, actor) & _when_q(registration, when, actor)
    if registration.only:
        allowed &= Q(**{f"{registration.only[0]}__in": registration.only[1]})
    return allowed


def _who_q(registration: registry.Registration, bases: tuple[Basis, ...], actor: Actor) -> Q:
    if registration.pupils_array:
        return _array_q(registration, bases, actor)
    q = Q(**{f"{registration.pupil}__in": reached(actor, bases)})
    if Basis.SELF in bases:
        q |= Q(**{registration.pupil: actor.subject_id})
    return q


def _array_q(registration: registry.Registration, bases: tuple[Basis, ...], actor: Actor) -> Q:
    q = Q(**{f"{registration.author}": actor.subject_id})
    if Basis.SELF in bases:
        q |= Q(**{f"{registration.pupil}__contains": [actor.subject_id]})
    others = list(reached(actor, tuple(b for b in bases if b != Basis.SELF)))
    return q | Q(**{f"{registration.pupil}__overlap": others}) if others else q


def _when_q(registration: registry.Registration, when: When, actor: Actor) -> Q:
    if when == When.OWN:
        return Q(**{registration.author: actor.subject_id}) if registration.author else Q(pk__in=[])
    if when == When.NAMES:
        if not registration.promise:
            return Q(pk__in=[])
        return Q(**{f"{registration.promise}__promise": "names"})
    return Q()


def reached(actor: Actor, bases: tuple[Basis, ...]) -> QuerySet:
    """The ids of the people whom the actor reaches today on these bases, less the blocked."""
    from beside.access.models import Belonging, Block, Standing, in_force

    scopes = Standing.objects.filter(in_force(actor.today), actor=actor.subject_id, basis__in=bases)
    blocked = Block.objects.filter(
        in_force(actor.today), actor=actor.subject_id, pupil=OuterRef("person")
    )
    return (
        Belonging.objects.filter(in_force(actor.today), scope_id__in=scopes.values("scope_id"))
        .exclude(Exists(blocked))
        .values_list("person", flat=True)
    )
