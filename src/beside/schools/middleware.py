"""A look at a pupil is written down in the request that showed them."""

import uuid
from html import unescape

from django.contrib.messages import get_messages

from beside.audit import looks
from beside.schools.actions.looks import record_shown
from beside.schools.here import here


def looks_written(get_response):
    """Every pupil whose name an answer shows to an adult has a row of who looked.

    What pupils see of each other is no adult's look and is told to nobody: it would tell one child
    what another does.
    """

    def middleware(request):
        with looks.looking() as shown:
            response = get_response(request)
            if request.actor.subject_id and not response.streaming:
                _write(request, shown.in_text(_text(request, response)), shown.pupils)
        return response

    return middleware


def _text(request, response) -> str:
    """What the answer says, with the messages that wait for the next page."""
    waiting = getattr(get_messages(request), "_queued_messages", ())
    said = [response.content.decode(response.charset, "replace"), *(str(each) for each in waiting)]
    return unescape("\n".join(said))


def _write(request, people: set[uuid.UUID], known: set[uuid.UUID]) -> None:
    people -= {request.actor.subject_id}
    if not people or here(request).is_pupil:
        return
    match = request.resolver_match
    what = looks.of_page(match.url_name or "" if match else "")
    record_shown(by=request.actor, pupils=people & known, people=people - known, what=what)
