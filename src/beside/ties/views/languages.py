"""Which translations of the family pages somebody who speaks the language has read."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render

from beside.access.decorators import signed_in
from beside.schools.here import ORGANISES, here
from beside.schools.models import Post
from beside.ties import forms
from beside.ties.actions import translations as actions
from beside.ties.queries import families as queries


@signed_in
def languages(request):
    """Each language with who checked it and when; a tick with a name, or taken back."""
    here(request).school_where(*ORGANISES, Post.Kind.OFFICE)
    form = forms.SpeakerForm(request.POST or None)
    if request.method == "POST" and "undo" in request.POST:
        actions.take_back(by=request.actor, language=_known(request.POST["undo"]))
        return redirect("languages")
    if request.method == "POST" and form.is_valid():
        actions.check(
            by=request.actor,
            language=_known(form.cleaned_data["language"]),
            speaker=form.cleaned_data["speaker"],
        )
        return redirect("languages")
    checks = queries.checks()
    context = {
        "form": form,
        "rows": [(code, name, checks.get(code)) for code, name in _translated()],
        "wrong": form.data.get("language") if form.errors else "",
    }
    return render(request, "ties/languages.html", context, status=422 if form.errors else 200)


def _translated() -> list[tuple[str, str]]:
    return [each for each in settings.LANGUAGES if each[0] != settings.LANGUAGE_CODE]


def _known(code: str) -> str:
    if code not in dict(_translated()):
        raise Http404
    return code
