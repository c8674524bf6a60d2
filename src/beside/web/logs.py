"""What goes into the log: which page, and where in the code; no address, no name, no secret."""

import logging
import re
import traceback

from beside.web.routes import route_of

# A job as `task[7](pupil='...')`: what it was given stays out.
GIVEN = re.compile(r"(\w\[\w+\])\(.*\)", re.S)


class Names(logging.Filter):
    """Put the name of a page where Django writes its address."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None:
            said, path = record.getMessage(), request.path
            if path in said and len(path) > 1:
                said = said.replace(path, route_of(request))
            elif path == "/":
                said = said.removesuffix(path) + route_of(request)
            record.msg, record.args = said, ()
        if record.name.startswith("procrastinate"):
            record.msg, record.args = GIVEN.sub(r"\1", record.getMessage()), ()
        if record.name.startswith("django.security."):
            record.msg, record.args = f"Refused: {record.name.rpartition('.')[2]}", ()
        return True


class Places(logging.Formatter):
    """A fault as its kind and where it happened; what it says may hold what somebody wrote."""

    def formatException(self, ei) -> str:  # noqa: N802
        kind, fault, trace = ei
        places = traceback.extract_tb(trace)
        lines = [f"  {each.filename}:{each.lineno} in {each.name}" for each in places]
        state = getattr(fault, "sqlstate", None) or getattr(fault.__cause__, "sqlstate", None)
        name = getattr(kind, "__name__", str(kind))
        return "\n".join([*lines, f"{name} ({state})" if state else name])
