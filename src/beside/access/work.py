"""The one way in which a job of the worker is made, so that none can fail without a word."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError
from procrastinate.contrib.django import app

GONE = (OperationalError, InterfaceError)


def job(
    name: str, *, failed: Callable[..., None] | None = None, **options: Any
) -> Callable[[Callable[..., None]], Any]:
    """Make a function a job of this name; `options` are those of a procrastinate task.

    The job is safe to run twice. Where it fails, its own work is undone by its transaction, and
    `failed` is called with the same arguments, to write on the row that it served that nothing was
    done, so that its owner sees it and can try again. A job that is told to `retry` is done again
    when the database went away, before anybody is told.
    """

    def make(function: Callable[..., None]) -> Any:
        @wraps(function)
        def run(*given: Any, **arguments: Any) -> None:
            try:
                function(*given, **arguments)
            except Exception as error:
                again = "retry" in options and isinstance(error, GONE)
                if failed and not again:
                    failed(**arguments)
                raise

        return app.task(name=name, **options)(run)

    return make
