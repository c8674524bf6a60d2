"""The roll: bringing it in, looking the plan over, approving it; who is on it, and invitations."""

import io
import tempfile
import zipfile
from datetime import timedelta
from pathlib import Path

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import recently_confirmed, signed_in
from beside.access.models import in_force
from beside.access.refusals import Refusal
from beside.audit.actions import record_seen
from beside.schools import forms, jobs, queries, wording
from beside.schools import roll as roll_files
from beside.schools.actions import releases as letting_out
from beside.schools.actions import undoing
from beside.schools.here import here
from beside.schools.models import Enrolment, Post, RollImport
from beside.schools.progress import how_far
from beside.schools.queries import releases
from beside.schools.roll.text import clean
from beside.schools.rules.saying import COURT
from beside.web.bodies import takes_files

SHOWN = 100


def _office(request):
    return here(request).school_where(Post.Kind.OFFICE)


def _import(request, pk) -> RollImport:
    return get_object_or_404(
        RollImport.objects.visible_to(request.actor).select_related("school__federation"),
        pk=pk,
        school=_office(request),
    )


@takes_files
@signed_in
def roll(request):
    """Who is on the roll, and the ways to bring it in."""
    school = _office(request)
    form = forms.FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["files"]
        return _keep(request, school, file.name, file.read())
    everyone = Enrolment.objects.visible_to(request.actor).filter(
        in_force(request.actor.today), school=school
    )
    context = {
        "school": school,
        "form": form,
        "paste": forms.PasteForm(),
        "pupils": everyone.count(),
        "staff": len(queries.staff_ids(school, request.actor.today)),
        "templates": list(roll_files.templates()),
        "imports": RollImport.objects.visible_to(request.actor)
        .filter(school=school)
        .defer("content", "plan")
        .order_by("-at")[:8],
    }
    return render(request, "schools/roll.html", context, status=422 if form.errors else 200)


@takes_files
@require_POST
@signed_in
def paste(request):
    school = _office(request)
    form = forms.PasteForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, _("There was nothing to read. Copy the cells, with their headings.")
        )
        return redirect("roll")
    return _keep(request, school, "pasted.tsv", form.cleaned_data["text"].encode())


def _keep(request, school, name: str, content: bytes):
    kept = RollImport.objects.create(
        school=school,
        by_id=request.actor.subject_id,
        file_name=clean(name)[-200:] or "roll.csv",
        content=content,
    )
    jobs.start_import(kept)
    return redirect("roll_plan", kept.pk)


@signed_in
def plan(request, pk):
    """What would change, field by field; what could not be read; what waits for a person's word."""
    found = _import(request, pk)
    if request.method == "POST":
        _correct(request, found)
        return redirect("roll_plan", pk)
    context = _plan_context(found, request.GET.get("page")) | _held(found)
    return render(request, "schools/plan.html", context)


def _held(found: RollImport) -> dict:
    """What waits for whoever looks, for somebody else, and for the safeguarding lead alone."""
    held = found.plan.get("held", [])
    others = roll_files.RIGHTS - {COURT}
    return {
        "held_here": [
            wording.answers(each) for each in held if each["rule"] not in roll_files.RIGHTS
        ],
        "held_elsewhere": [each for each in held if each["rule"] in others],
        "held_lead": [each for each in held if each["rule"] == COURT],
    }


def _correct(request, found: RollImport) -> None:
    if found.status not in AGAIN:
        return
    if "only_some" in request.POST:
        found.only_some = request.POST["only_some"] == "yes"
    elif "again" not in request.POST:
        found.mapping = _places(request.POST)
    found.status = RollImport.Status.READING
    found.save(update_fields=["mapping", "only_some", "status"])
    jobs.start_import(found)


# An import that may be read again: with other columns, as only some of the pupils, or once more.
AGAIN = (RollImport.Status.PLANNED, RollImport.Status.REFUSED, RollImport.Status.FAILED)


def _places(posted) -> dict[str, str]:
    """What each column holds, by its place; what names no column is left out."""
    places = {k.removeprefix("column-"): v for k, v in posted.items() if k.startswith("column-")}
    return {
        place: clean(meaning)[:100]
        for place, meaning in places.items()
        if place.isascii() and place.isdecimal() and len(place) < 5 and clean(meaning)
    }


def _plan_context(found: RollImport, number: str | None = None) -> dict:
    changes = Paginator(found.plan.get("changes", []), SHOWN).get_page(number)
    return {
        "import": found,
        "plan": found.plan,
        "columns": _columns(found),
        "changes": [wording.change_in_words(change, found.plan) for change in changes],
        "changes_page": changes,
        "unused": wording.unused_in_words(found.plan),
        "busy": _is_busy(found),
        "leavers": _leavers(found.plan),
        "undo": _undo_context(found),
        "percent": how_far(str(found.pk)) if found.status == "applying" else 0,
        "is_sheet": jobs.is_sheet(found),
        "writes": sum(
            found.plan.get("totals", {}).get(k, 0) for k in ("added", "changed", "leaving")
        ),
    }


def _is_busy(found: RollImport) -> bool:
    return found.status in ("reading", "applying") or bool(found.undo.get("busy"))


def _leavers(plan: dict) -> int:
    """How many people would leave, held or not."""
    held = sum(len(h["ids"]) for h in plan.get("held", []) if h["rule"].endswith("leavers"))
    return plan.get("by_kind", {}).get("person", {}).get("leaving", 0) + held


def _undo_context(found: RollImport) -> dict:
    """What taking the import back would do, as far as that was asked."""
    plan = found.undo
    may = found.status == RollImport.Status.APPLIED and found.applied_at is not None
    last = found.applied_at + timedelta(days=undoing.DAYS) if may else None
    changes = plan.get("changes", [])
    kept = found.plan.get("changes", [])
    added = {(c["kind"], c["id"]): c["new"] for c in kept if c["op"] == "add"}
    return {
        "may": may and now() <= last,
        "last": last,
        "plan": plan,
        "people": sum(1 for c in changes if c["op"] == "remove" and c["kind"] == "person"),
        "changes": [_back_in_words(change, found, added) for change in changes[:SHOWN]],
        "more": max(0, len(changes) - SHOWN),
    }


def _back_in_words(change: dict, found: RollImport, added: dict) -> dict:
    """A change of taking back; one that removes something with what it was."""
    if change["op"] != "remove":
        return wording.change_in_words(change, found.plan)
    whole = {**change, "new": added.get((change["kind"], change["id"]))}
    words = wording.change_in_words(whole, found.plan)
    return {**words, "old": words["new"], "new": ""}


def _columns(found: RollImport) -> list[dict]:
    if not jobs.is_sheet(found) or found.status == "reading":
        return []
    try:
        header, *rows = roll_files.sheet.preview(bytes(found.content), found.file_name)
    except roll_files.Refused:
        return []
    guessed = roll_files.sheet.guess_columns(header, rows)
    mapping = _mapping(found) or guessed
    choices = forms.column_choices({**guessed, **mapping})
    return [
        {
            "place": place,
            "title": title or _("(no heading)"),
            "sample": next((row[place] for row in rows if len(row) > place and row[place]), ""),
            "meaning": mapping.get(place, ""),
            "choices": choices,
        }
        for place, title in enumerate(header)
    ]


def _mapping(found: RollImport) -> dict[int, str]:
    """What the columns hold, as a person has said."""
    return {int(place): of for place, of in found.mapping.items() if place.isdecimal()}


@signed_in
def state(request, pk):
    """The part of the plan page that changes while it is being read or brought in."""
    found = _import(request, pk)
    response = render(request, "schools/plan.html#state", _plan_context(found))
    if not _is_busy(found):
        response["HX-Refresh"] = "true"
    return response


@require_POST
@signed_in
def approve(request, pk):
    found = _import(request, pk)
    if found.status == RollImport.Status.PLANNED:
        found.status = RollImport.Status.APPLYING
        found.save(update_fields=["status"])
        answers = [v for k, v in request.POST.items() if k.startswith("answer-") and v]
        accepted = [*request.POST.getlist("accept"), *answers]
        jobs.apply_import.defer(import_id=str(found.pk), accept=accepted)
    return redirect("roll_plan", pk)


@require_POST
@signed_in
def undo(request, pk):
    """Look at what taking an import back would do, or do it."""
    found = _import(request, pk)
    apply = "apply" in request.POST
    if _undo_context(found)["may"]:
        jobs.take_back.defer(import_id=str(found.pk), apply=apply)
        found.undo = {"busy": True}
        found.save(update_fields=["undo"])
    return redirect("roll_plan", pk)


@signed_in
def sheet(request, pk):
    """The sheet back, with an id for everybody."""
    found = _import(request, pk)
    if not jobs.is_sheet(found):
        raise Http404
    school = found.school
    content = roll_files.sheet.write_back(
        bytes(found.content),
        _mapping(found) or None,
        school=roll_files.sheet.School(school.source_id, school.name, school.code),
        name=found.file_name,
        encoding=found.mapping.get(jobs.LETTERS, ""),
        ids=found.plan.get("renamed"),
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _download(content, Path(found.file_name).stem + " with ids.xlsx", kind)


@signed_in
def template(request, name):
    _office(request)
    text = roll_files.templates().get(name)
    if text is None:
        raise Http404
    return _download(text.encode(), name, "text/csv; charset=utf-8")


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    safe = "".join(c for c in name if c.isalnum() or c in " ._-") or "file"
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{safe}"'},
    )


@signed_in
@recently_confirmed
def export(request):
    """The roll as OneRoster 1.2 in a zip: asked for, let out by somebody else, fetched once."""
    school = _office(request)
    label = _("The roll as OneRoster 1.2")
    release = releases.latest(request.actor, "roll", school.pk)
    if request.method == "POST" and request.POST.get("do") == "fetch" and release:
        try:
            letting_out.fetch(by=request.actor, release=release, now=now())
        except Refusal as refusal:
            context = {"refusal": refusal}
            return render(request, "schools/not_released.html", context, status=422)
        return _download(_oneroster(request), "oneroster.zip", "application/zip")
    if request.method == "POST":
        about = {"school": school, "what": "roll", "about": school.pk, "label": label}
        why = request.POST.get("why", "")[:200]
        letting_out.ask(by=request.actor, **about, why=why, now=now())
        return redirect("roll_export")
    context = releases.page_of(request.actor, "roll", school.pk, label, now())
    return render(request, "schools/release.html", context)


def _oneroster(request) -> bytes:
    """As far as the office may see it; every pupil in it is told."""
    from beside.schools import snapshot

    pupils = Enrolment.objects.visible_to(request.actor).values_list("person", flat=True)
    record_seen(by=request.actor.subject_id, pupils=pupils, what="roll_file")
    out = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        roll_files.export_oneroster(
            snapshot.visible_to(request.actor), Path(folder), request.actor.today
        )
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(Path(folder).iterdir()):
                archive.write(path, path.name)
    return out.getvalue()
