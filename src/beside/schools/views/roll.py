"""The roll: bringing it in, looking the plan over, approving it; who is on it, and invitations."""

import io
import tempfile
import zipfile
from pathlib import Path

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from beside.access import actions as access
from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.models import Account, in_force
from beside.access.refusals import Refusal
from beside.audit.actions import record_seen
from beside.schools import forms, jobs, queries
from beside.schools import roll as roll_files
from beside.schools.actions import releases as letting_out
from beside.schools.here import here
from beside.schools.models import Enrolment, Group, Person, Post, RollImport
from beside.schools.progress import how_far
from beside.schools.queries import releases

SHOWN = 60


def _office(request):
    return here(request).school_where(Post.Kind.OFFICE)


def _import(request, pk) -> RollImport:
    return get_object_or_404(
        RollImport.objects.visible_to(request.actor).select_related("school__federation"),
        pk=pk,
        school=_office(request),
    )


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
        school=school, by_id=request.actor.subject_id, file_name=name[-200:], content=content
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
    return render(request, "schools/plan.html", _plan_context(found))


def _correct(request, found: RollImport) -> None:
    places = {
        k.removeprefix("column-"): v for k, v in request.POST.items() if k.startswith("column-")
    }
    found.mapping = {place: meaning for place, meaning in places.items() if meaning}
    found.status = RollImport.Status.READING
    found.save(update_fields=["mapping", "status"])
    jobs.start_import(found)


def _plan_context(found: RollImport) -> dict:
    changes = found.plan.get("changes", [])
    return {
        "import": found,
        "plan": found.plan,
        "columns": _columns(found),
        "changes": [_in_words(change) for change in changes[:SHOWN]],
        "more_changes": max(0, len(changes) - SHOWN),
        "busy": found.status in ("reading", "applying"),
        "percent": how_far(str(found.pk)) if found.status == "applying" else 0,
        "is_sheet": jobs.is_sheet(found.file_name),
        "writes": sum(
            found.plan.get("totals", {}).get(k, 0) for k in ("added", "changed", "leaving")
        ),
    }


def _columns(found: RollImport) -> list[dict]:
    if not jobs.is_sheet(found.file_name) or found.status == "reading":
        return []
    try:
        header, *rows = roll_files.sheet.preview(bytes(found.content), found.file_name)
    except roll_files.Refused:
        return []
    guessed = roll_files.sheet.guess_columns(header, rows)
    mapping = {int(p): m for p, m in found.mapping.items()} or guessed
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


def _in_words(change: dict) -> dict:
    new, name = change["new"], change["id"]
    if isinstance(new, dict):
        words = [str(new.get(k, "")) for k in ("given_name", "family_name", "name", "title")]
        name = " ".join(filter(None, words)) or name
        hidden = ("id", "person", "school", "given_name", "family_name", "name", "title")
        shown = [str(v) for k, v in new.items() if v and k not in hidden]
        new = ", ".join(str(GROUP_KINDS.get(v, v)) for v in shown)
    return {
        **change,
        "name": name,
        "new": new,
        "op_words": OPS[change["op"]],
        "kind_words": KINDS[change["kind"]],
    }


GROUP_KINDS = dict(Group.Kind.choices)
OPS = {
    "add": lazy("new"),
    "change": lazy("changed"),
    "leave": lazy("leaving"),
    "return": lazy("back"),
}
KINDS = {
    "school": lazy("school"),
    "term": lazy("term"),
    "course": lazy("course"),
    "group": lazy("group"),
    "person": lazy("person"),
    "enrolment": lazy("pupil on the roll"),
    "post": lazy("post"),
    "membership": lazy("place in a group"),
    "family_link": lazy("parent or carer"),
}


@signed_in
def state(request, pk):
    """The part of the plan page that changes while it is being read or brought in."""
    found = _import(request, pk)
    response = render(request, "schools/plan.html#state", _plan_context(found))
    if found.status not in ("reading", "applying"):
        response["HX-Refresh"] = "true"
    return response


@require_POST
@signed_in
def approve(request, pk):
    found = _import(request, pk)
    if found.status == RollImport.Status.PLANNED:
        found.status = RollImport.Status.APPLYING
        found.save(update_fields=["status"])
        accepted = request.POST.getlist("accept")
        jobs.apply_import.defer(import_id=str(found.pk), accept=accepted)
    return redirect("roll_plan", pk)


@signed_in
def sheet(request, pk):
    """The sheet back, with an id for everybody."""
    found = _import(request, pk)
    if not jobs.is_sheet(found.file_name):
        raise Http404
    school = found.school
    content = roll_files.sheet.write_back(
        bytes(found.content),
        {int(p): m for p, m in found.mapping.items()} or None,
        school=roll_files.sheet.School(school.source_id, school.name, school.code),
        name=found.file_name,
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


@signed_in
def people(request):
    """The staff, who of them has an account, and a link to invite the others."""
    school = _office(request)
    staff = queries.staff_ids(school, request.actor.today)
    names = queries.names_of(request.actor, staff)
    have = set(
        Account.objects.visible_to(request.actor).filter(pk__in=staff).values_list("pk", flat=True)
    )
    rows = sorted(names.values(), key=lambda p: (p.family_name, p.given_name))
    context = {"school": school, "rows": [(p, p.pk in have) for p in rows]}
    return render(request, "schools/people.html", context)


@require_POST
@signed_in
def invite(request, pk):
    """A one-time link for one person, shown once."""
    school = _office(request)
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    with transaction.atomic():
        secret = access.invite(by=request.actor, subject=person.pk, now=now())
    link = request.build_absolute_uri(reverse("invitation", args=[secret]))
    return render(
        request, "schools/invited.html", {"person": person, "link": link, "school": school}
    )
