"""Who is there: whom pupils may pick, who reads on which day, who is away, test messages."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access import actions as access
from beside.access.calendar import now
from beside.access.decorators import recently_confirmed, signed_in
from beside.access.refusals import Refusal
from beside.safeguarding import forms
from beside.safeguarding.actions import leavers as files
from beside.safeguarding.actions import rota, words
from beside.safeguarding.models import Away, Duty, LeaverFile, Listener, MessageTest, OwnWord
from beside.safeguarding.queries import concerns as found
from beside.safeguarding.queries import people
from beside.safeguarding.queries import talks as written
from beside.safeguarding.rules.people import Facts, why_not
from beside.safeguarding.views import shared
from beside.schools import queries as schools
from beside.schools.here import here
from beside.schools.models import Post


def _school(request):
    return here(request).school_where(*Post.SAFEGUARDING)


@signed_in
@recently_confirmed
def who_is_there(request):
    """The lead's page of who is there."""
    school = _school(request)
    staff = sorted(
        (f"{a.preferred or a.given} {a.family}".strip(), str(a.id))
        for a in people.adults_of(school, request.actor.today)
    )
    adults = [(key, name) for name, key in staff]
    given = {
        name: form(request.POST if request.POST.get("do") == name else None, adults=adults)
        for name, form in FORMS.items()
    }
    if request.method == "POST" and _do(request, school, given):
        return redirect("who_is_there")
    wrong = any(form.errors for form in given.values())
    context = _context(request, school) | {"forms": given, **given}
    return render(request, "safeguarding/who_is_there.html", context, status=422 if wrong else 200)


FORMS = {"listener": forms.ListenerForm, "duty": forms.DutyForm, "away": forms.AwayForm}


def _do(request, school, given) -> bool:
    """Do what a button says; whether it was done."""
    by, do, at = request.actor, request.POST.get("do"), now()
    if do == "test":
        rota.test_messages(by=by, school=school, at=at)
    elif do == "seen" and not written.is_mailed():
        rota.confirm_on_screen(by=by, school=school, at=at)
    elif do == "end_away":
        kept = get_object_or_404(Away.objects.visible_to(by), pk=request.POST.get("row"))
        rota.end_away(by=by, away=kept.pk)
    elif do == "end_duty":
        kept = get_object_or_404(Duty.objects.visible_to(by), pk=request.POST.get("row"))
        rota.end_duty(by=by, school=school, weekday=kept.weekday, day=kept.day)
    elif do in given and given[do].is_valid():
        _keep(by, school, do, dict(given[do].cleaned_data))
    else:
        return False
    return True


def _keep(by, school, do: str, data: dict) -> None:
    adult = data.pop("adult")
    if do == "listener":
        rota.set_listener(by=by, school=school, adult=adult, facts=data)
    elif do == "away":
        rota.set_away(by=by, school=school, adult=adult, **data)
    else:
        weekday = None if data["day"] or data["weekday"] == "" else int(data["weekday"])
        rota.set_duty(
            by=by,
            school=school,
            adult=adult,
            reads_at=data["reads_at"],
            weekday=weekday,
            day=data["day"],
        )


def _context(request, school) -> dict:
    by, at = request.actor, now()
    listeners = list(Listener.objects.visible_to(by).filter(school=school))
    away = list(
        Away.objects.visible_to(by).filter(school=school, is_gone=False, last__gte=by.today)
    )
    duties = Duty.objects.visible_to(by).filter(school=school, is_gone=False)
    duties = [each for each in duties if not each.day or each.day >= by.today]
    tests = list(MessageTest.objects.visible_to(by).filter(school=school).order_by("-sent_at")[:20])
    posts = people.posts_of(school, by.today)
    who = [each.adult_id for each in (*listeners, *away, *duties)]
    names = people.names(by, [*who, *posts.leads, *(each.to_id for each in tests)])
    return {
        "school": school,
        "leads": [(names.get(each), place) for place, each in enumerate(posts.leads)],
        "listeners": [(names.get(e.adult_id), e, _why(e, by.today)) for e in listeners],
        "aways": [(names.get(each.adult_id), each) for each in away],
        "duties": sorted(
            ((names.get(each.adult_id), each) for each in duties),
            key=lambda pair: (pair[1].day is not None, pair[1].weekday or 0, str(pair[1].day)),
        ),
        "tests": [(names.get(each.to_id), each) for each in tests],
        "waits_for_me": any(t.to_id == by.subject_id and not t.confirmed_at for t in tests),
        "arrives": written.messages_arrive(school, by.today),
        "stands": written.now_at(school, at),
        **shared.numbers(school),
    }


def _why(listener: Listener, today) -> str:
    """What is missing before pupils may pick them, by what was checked alone."""
    return why_not(
        Facts(
            employed=listener.is_employed,
            checked_on=listener.checked_on,
            trained_on=listener.trained_on,
            said_yes=listener.said_yes_at is not None,
        ),
        today,
    )


@signed_in
def tested(request, secret):
    """The link in a test message: whoever it was sent to says that it came."""
    mine = MessageTest.objects.visible_to(request.actor).filter(
        to=request.actor.subject_id, secret=access.digest(secret)
    )
    test = get_object_or_404(mine)
    if request.method == "POST":
        rota.confirm_message(by=request.actor, secret=secret, at=now())
        messages.success(request, _("Thank you: messages reach you."))
        return redirect("home")
    return render(request, "safeguarding/tested.html", {"test": test})


@signed_in
@recently_confirmed
def leaver(request, pk):
    """A leaver's file: make it, and keep who said that it came."""
    school = _school(request)
    file = get_object_or_404(LeaverFile.objects.visible_to(request.actor), pk=pk, school=school)
    form = forms.ReceiptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            files.receive(
                by=request.actor, file=file, on=data["receipt_on"], from_whom=data["receipt_from"]
            )
            return redirect("concerns")
        except Refusal as refusal:
            form.add_error("receipt_on", str(refusal))
    days = shared.numbers(school)["nation"].file_days
    waits = next(
        (e for e in found.leavers(request.actor, school, days) if e.file.pk == file.pk), None
    )
    context = {"file": file, "waits": waits, "form": form}
    return render(request, "safeguarding/leaver.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
@recently_confirmed
def leaver_file(request, pk):
    """The file itself, to be sent apart from everything else; its name says nobody's name."""
    school = _school(request)
    file = get_object_or_404(LeaverFile.objects.visible_to(request.actor), pk=pk, school=school)
    files.make_file(by=request.actor, file=file, at=now())
    rows = found.of_pupil(request.actor, file.pupil_id)
    context = {"file": file, "rows": rows, "school": school, "today": request.actor.today}
    context["pupil"] = rows[0].pupil if rows else ""
    response = HttpResponse(
        render(request, "safeguarding/leaver_file.html", context).content, content_type="text/html"
    )
    response["Content-Disposition"] = f'attachment; filename="file-{file.pk.hex[:8]}.html"'
    return response


@signed_in
@recently_confirmed
def new_word(request, pupil):
    """A lead gives a pupil a new word, face to face; a second one says that it is theirs."""
    _school(request)
    person = schools.names_of(request.actor, [pupil]).get(pupil)
    word = OwnWord.objects.visible_to(request.actor).filter(pupil=pupil).first()
    if person is None or word is None:
        raise Http404
    form = forms.WordForm(request.POST if request.POST.get("do") == "give" else None)
    if request.method == "POST":
        try:
            if request.POST.get("do") == "confirm":
                words.confirm_word(by=request.actor, word=word)
                return redirect("new_word", pupil)
            if form.is_valid():
                words.give_word(
                    by=request.actor, word=word, new=form.cleaned_data["word"], at=now()
                )
                return redirect("new_word", pupil)
        except Refusal as refusal:
            if form.is_bound:
                form.add_error("word", str(refusal))
    given_by_me = word.given_by_id == request.actor.subject_id
    context = {"person": person, "word": word, "form": form, "given_by_me": given_by_me}
    return render(
        request, "safeguarding/new_word.html", context, status=422 if form.errors else 200
    )
