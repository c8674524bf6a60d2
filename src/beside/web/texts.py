"""Text is looked at before anything else sees it: a sign that is no text goes no further.

PostgreSQL keeps no NUL, and other signs of control break files and pages that text ends up in.
"""

import logging
import re

from django.core.exceptions import ValidationError
from django.db import DataError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string

from beside.web import short

NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# What word processors write for the end of a line.
LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
LOG = logging.getLogger("beside.web")


def readable(get_response):
    """404 for an address that is no text, 400 for a form or a search that is none.

    A number or an id that is none, and that a view took to the database as it came, is 400 too.
    """

    def middleware(request: HttpRequest):
        if NO_TEXT.search(request.path_info) or "\ufffd" in request.path_info:
            return HttpResponse(render_to_string("404.html"), status=404)
        if _holds_no_text(request.GET) or _holds_no_text(request.POST):
            return HttpResponse(short.unreadable(), status=400)
        _mend_lines(request)
        return get_response(request)

    def process_exception(request: HttpRequest, fault: Exception):
        if not isinstance(fault, (ValidationError, DataError)):
            return None
        route = request.resolver_match.view_name if request.resolver_match else ""
        LOG.warning("%s was sent what no form of ours sends (%s)", route, type(fault).__name__)
        if transaction.get_connection().in_atomic_block:
            transaction.set_rollback(True)
        return HttpResponse(short.unreadable(), status=400)

    middleware.process_exception = process_exception
    return middleware


def _holds_no_text(fields: QueryDict) -> bool:
    return any(NO_TEXT.search(text) for name, values in fields.lists() for text in (name, *values))


def _mend_lines(request: HttpRequest) -> None:
    """Turn what other programs write for the end of a line into what a browser sends."""
    if not any(LINE_ENDS.search(text) for values in request.POST.lists() for text in values[1]):
        return
    mended = request.POST.copy()
    for name, values in request.POST.lists():
        mended.setlist(name, [LINE_ENDS.sub("\r\n", text) for text in values])
    mended._mutable = False
    request.POST = mended
