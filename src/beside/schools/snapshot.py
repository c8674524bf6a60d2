"""The roll as it is stored, in the plain records that an import is compared with."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from beside.access import locks, registry
from beside.access.actor import Actor
from beside.schools import models as m
from beside.schools.models import Post, School
from beside.schools.roll import Snapshot
from beside.schools.roll import records as r

# kind: the record, its model, and for each field of the record the model's field that keeps it.
FIELDS: dict[str, tuple[type, type, dict[str, str]]] = {
    "school": (r.School, m.School, {"id": "source_id", "name": "name", "code": "code"}),
    "term": (
        r.Term,
        m.Term,
        {
            "id": "source_id",
            "school": "school__source_id",
            "title": "title",
            "type": "type",
            "starts": "starts",
            "ends": "ends",
        },
    ),
    "course": (
        r.Course,
        m.Course,
        {"id": "source_id", "school": "school__source_id", "title": "title", "code": "code"},
    ),
    "group": (
        r.Group,
        m.Group,
        {
            "id": "source_id",
            "school": "school__source_id",
            "name": "name",
            "kind": "kind",
            "course": "course",
            "year_group": "year_group",
        },
    ),
    "person": (
        r.Person,
        m.Person,
        {
            "id": "source_id",
            "given_name": "given_name",
            "family_name": "family_name",
            "preferred_name": "preferred_name",
            "username": "username",
            "email": "email",
        },
    ),
    "enrolment": (
        r.Enrolment,
        m.Enrolment,
        {
            "id": "source_id",
            "person": "person__source_id",
            "school": "school__source_id",
            "year_group": "year_group",
            "tutor_group": "tutor_group__source_id",
            "previous_school": "previous_school",
            "admission_number": "admission_number",
            "starts": "starts",
            "ends": "ends",
        },
    ),
    "post": (
        r.Post,
        m.Post,
        {
            "id": "source_id",
            "person": "person__source_id",
            "school": "school__source_id",
            "kind": "kind",
            "title": "title",
            "year_group": "year_group",
            "organisation": "organisation",
            "checks_expire": "checks_expire",
            "training_expires": "training_expires",
            "starts": "starts",
            "ends": "ends",
        },
    ),
    "membership": (
        r.Membership,
        m.Membership,
        {
            "id": "source_id",
            "person": "person__source_id",
            "group": "group__source_id",
            "role": "role",
            "starts": "starts",
            "ends": "ends",
        },
    ),
    "family_link": (
        r.FamilyLink,
        m.FamilyLink,
        {
            "id": "source_id",
            "carer": "carer__source_id",
            "pupil": "pupil__source_id",
            "relation": "relation",
            "parental_responsibility": "parental_responsibility",
            "lives_with": "lives_with",
        },
    ),
}

# Posts that were made in Beside itself begin so; no file speaks of them, so none can end them.
MADE_HERE = "beside/"


def stored() -> Snapshot:
    """Everything on the roll, by kind and source id; a family link that was taken off is not.

    Posts that were made in Beside itself stand apart, under `made_here`.
    """
    return {kind: stored_of(kind) for kind in FIELDS} | {"made_here": _made_here()}


def _made_here() -> dict[str, Any]:
    posts = m.Post._default_manager.filter(source_id__startswith=MADE_HERE)
    return dict(_read("post", posts))


def stored_of(kind: str) -> dict[str, Any]:
    """The stored records of one kind, by source id."""
    return dict(_records(kind, FIELDS[kind][1]._default_manager.all()))  # type: ignore[attr-defined]


def visible_to(actor: Actor) -> Snapshot:
    """What of the roll this actor may see."""
    return {
        kind: dict(_records(kind, _visible(model, actor)))
        for kind, (_record, model, _fields) in FIELDS.items()
    }


def _visible(model: type, actor: Actor) -> QuerySet:
    if registry.for_model(model):
        return locks.visible(model, actor)
    schools = School.objects.filter(
        pk__in=Post.objects.filter(person=actor.subject_id).values("school")
    )
    if model is School:
        return schools
    return model._default_manager.filter(school__in=schools)  # type: ignore[attr-defined]


def _records(kind: str, rows: QuerySet) -> Iterator[tuple[str, Any]]:
    if kind == "family_link":
        rows = rows.filter(ends=None)
    if kind == "post":
        rows = rows.exclude(source_id__startswith=MADE_HERE)
    return _read(kind, rows)


def _read(kind: str, rows: QuerySet) -> Iterator[tuple[str, Any]]:
    record, _model, fields = FIELDS[kind]
    for row in rows.values_list(*fields.values()).iterator(chunk_size=5000):
        values = {
            name: "" if value is None and "__" in path else value
            for (name, path), value in zip(fields.items(), row, strict=True)
        }
        yield values["id"], record(**values)
