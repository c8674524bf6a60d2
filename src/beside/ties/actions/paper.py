"""Bringing in a round that was done on paper or elsewhere: planned, then in one transaction."""

import uuid
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.schools.models import Enrolment, FamilyLink, Person, Post, School
from beside.ties import paper_records
from beside.ties.models import Nomination, Respondent, Round
from beside.ties.paper_records import Ties
from beside.ties.reckoning import reckon

COUNTS = ("added", "changed", "unchanged", "leaving", "rejected", "held")
BATCH = 2000


@dataclass
class TiesPlan:
    """What bringing these answers in would do."""

    ties: Ties
    round: Round | None
    changes: list[dict[str, Any]] = field(default_factory=list)
    by_kind: dict[str, Counter[str]] = field(
        default_factory=lambda: {"nomination": Counter(), "respondent": Counter()}
    )

    def as_json(self, *, applied: bool, roll: dict[str, int]) -> dict[str, Any]:
        """The answer of `import-ties`, in the shape of `import-roll`."""
        by_kind = {k: {c: n[c] for c in COUNTS} for k, n in self.by_kind.items()}
        return {
            "schema": "beside.import-ties/1",
            "format": "ties",
            "applied": applied,
            "files": [asdict(f) for f in self.ties.files],
            "totals": {c: sum(n[c] for n in by_kind.values()) for c in COUNTS},
            "by_kind": by_kind,
            "roll": roll,
            "changes": self.changes,
            "rejected": [asdict(r) for r in self.ties.rejected],
            "held": [],
            "errors": [asdict(e) for e in self.ties.errors],
            "merged": [asdict(m) for m in self.ties.merged],
        }


def roles_by_source(school: School) -> dict[str, frozenset[str]]:
    """Everyone a round of this school may name, by source id, with their roles."""
    roles: dict[str, set[str]] = defaultdict(set)
    pupils = Enrolment.objects.filter(school=school)
    for source in pupils.values_list("person__source_id", flat=True):
        roles[source].add("pupil")
    for source, kind in Post.objects.filter(school=school).values_list("person__source_id", "kind"):
        roles[source].add("community" if kind == Post.Kind.COMMUNITY else "staff")
    carers = FamilyLink.objects.filter(pupil__enrolments__school=school)
    for source in carers.values_list("carer__source_id", flat=True):
        roles[source].add("carer")
    return {source: frozenset(held) for source, held in roles.items()}


def plan(*, school: School, name: str, ties: Ties) -> TiesPlan:
    """What would be new and what would change in the round of this name."""
    round_ = Round.objects.filter(school=school, name=name).first()
    planned = TiesPlan(ties, round_)
    said, asked = _stored(round_)
    for nomination in ties.nominations:
        _compare(
            planned,
            "nomination",
            "/".join(map(str, nomination.key)),
            said.get(nomination.key),
            _said(nomination),
        )
    for respondent in ties.respondents:
        _compare(
            planned,
            "respondent",
            "/".join(respondent.key),
            asked.get(respondent.key),
            _asked(respondent),
        )
    for rejected in ties.rejected:
        kind = "nomination" if rejected.file == ties.files[0].name else "respondent"
        planned.by_kind[kind]["rejected"] += 1
    return planned


def _compare(planned: TiesPlan, kind: str, id: str, old: dict | None, new: dict) -> None:
    if old is None:
        planned.by_kind[kind]["added"] += 1
        planned.changes.append(_change(kind, id, "add", None, None, new))
        return
    differing = [name for name in new if old[name] != new[name]]
    planned.by_kind[kind]["changed" if differing else "unchanged"] += 1
    planned.changes += [_change(kind, id, "change", n, old[n], new[n]) for n in differing]


def _change(kind: str, id: str, op: str, name: str | None, old: Any, new: Any) -> dict[str, Any]:
    return {"kind": kind, "id": id, "op": op, "field": name, "old": old, "new": new}


def _said(n: paper_records.Nomination) -> dict[str, Any]:
    return {
        "answer": n.answer == "yes",
        "ring": n.ring,
        "qualities": sorted(n.qualities),
        "stage": n.stage,
        "knows": sorted(n.knows),
        "weight": n.weight,
    }


def _asked(r: paper_records.Respondent) -> dict[str, Any]:
    return {"asked": r.asked, "answered": r.answered, "reason": r.reason}


def _stored(round_: Round | None) -> tuple[dict, dict]:
    if round_ is None:
        return {}, {}
    sources = dict(Person.objects.values_list("pk", "source_id"))
    said = {
        (sources[n.ego_id], sources.get(n.alter_id, ""), n.question): {
            "answer": n.answer,
            "ring": n.ring,
            "qualities": sorted(n.qualities),
            "stage": n.stage,
            "knows": sorted(n.knows),
            "weight": n.weight,
        }
        for n in Nomination.objects.filter(round=round_)
    }
    asked = {
        (sources[r.person_id], r.question): {
            "asked": r.asked,
            "answered": r.answered,
            "reason": r.reason,
        }
        for r in Respondent.objects.filter(round=round_)
    }
    return said, asked


@action
def apply(*, by: Actor, school: School, name: str, on: date, planned: TiesPlan) -> Round:
    """Keep what was planned, make the round where there is none, and reckon its states."""
    round_ = planned.round or Round.objects.create(
        school=school,
        name=name,
        taken_on=on,
        status=Round.Status.CLOSED,
        ended_at=timezone.make_aware(datetime.combine(on, time(12))),
        imported=True,
    )
    ids = dict(Person.objects.filter(federation=school.federation).values_list("source_id", "pk"))
    _keep(Nomination, [_nomination(round_, ids, n) for n in planned.ties.nominations])
    _keep(Respondent, [_respondent(round_, ids, r) for r in planned.ties.respondents])
    questions = {r.question.value for r in planned.ties.respondents}
    round_.questions = sorted(set(round_.questions) | questions)
    round_.save(update_fields=["questions"])
    reckon(round_.pk)
    return round_


UNIQUE = {
    Nomination: ["round", "ego", "alter", "question"],
    Respondent: ["round", "person", "question"],
}


def _keep(model: Any, rows: list[Any]) -> None:
    unique = UNIQUE[model]
    fields = [f.name for f in model._meta.concrete_fields if f.name not in ("id", *unique)]
    model.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=unique,
        update_fields=fields,
    )


def _nomination(
    round_: Round, ids: dict[str, uuid.UUID], n: paper_records.Nomination
) -> Nomination:
    return Nomination(
        round=round_,
        ego_id=ids[n.ego],
        alter_id=ids[n.alter] if n.alter else None,
        question=n.question.value,
        **_said(n),
    )


def _respondent(
    round_: Round, ids: dict[str, uuid.UUID], r: paper_records.Respondent
) -> Respondent:
    return Respondent(round=round_, person_id=ids[r.person], question=r.question.value, **_asked(r))
