"""Each role's first page."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from beside.access.decorators import signed_in
from beside.access.exchange import go
from beside.access.limits import guesses
from beside.audit.actions import record_seen
from beside.home import queries, told
from beside.schools.here import here
from beside.schools.models import School
from beside.schools.queries import the_federation
from beside.web import short


def home(request):
    """The first page: of the person signed in, of an empty system, or the way to sign in."""
    if request.actor.subject_id is None:
        return redirect("account_login" if the_federation() else "start")
    return _first_page(request)


@signed_in
def _first_page(request):
    found = here(request)
    if found.is_pupil:
        context = queries.pupil_home(found) | told.on_first_page(found)
        return render(request, "home/pupil_home.html", context)
    if found.posts:
        context = queries.adult_home(found, all_due="due" in request.GET)
        context |= told.on_first_page(found)
        pupils = [line.person.pk for line in context["needs"]]
        pupils += [each.pupil.pk for each in [*context["due"], *context["leaving"]]]
        pupils += [person.pk for person in context["thanks"]]
        pupils += [each[0].pk for each in [*context["mine"], *context["asked"]]]
        record_seen(by=found.actor.subject_id, pupils=pupils, what="home")
        return render(request, "home/adult_home.html", context)
    return render(request, "home/carer_home.html", {"here": found})


@require_POST
@signed_in
def choose_school(request):
    """Go on at another of the schools where the actor has posts."""
    chosen = request.POST.get("school", "")
    if chosen not in {str(school.pk) for school in here(request).schools}:
        raise Http404
    request.session["beside_school"] = chosen
    return redirect("home")


def accessibility(request):
    return render(request, "home/accessibility.html")


@signed_in
def who_sees(request):
    """Who can see what, in plain words made from the policy."""
    return render(
        request, "home/who_sees.html", {"rows": queries.who_sees(), "here": here(request)}
    )


@signed_in
def who_looked(request):
    """Who looked at what is known about me."""
    found = here(request)
    context = {"days": queries.who_looked(found), "keys": told.of_keys(found.actor)}
    return render(request, "home/who_looked.html", context)


@signed_in
def kept(request):
    """What is kept about a pupil, why, and what they can do about it."""
    if not here(request).is_pupil:
        raise Http404
    return render(request, "home/kept.html", {"kept": queries.kept()})


def start(request):
    """The first page of an empty system."""
    if School.objects.exists():
        return redirect("home")
    from beside.home.forms import StartForm
    from beside.home.jobs import defer_start

    form = StartForm(request.POST or None)
    guess = guesses.begin(request, "start") if request.method == "POST" else None
    if request.method == "POST" and guess is None:
        return HttpResponse(short.too_often(), status=429)
    if guess and "code" not in form.errors:
        guess.right()
    if request.method == "POST" and form.is_valid():
        return go("invitation", defer_start(form.cleaned_data))
    status = 422 if form.errors else 200
    return render(request, "home/start.html", {"form": form}, status=status)
