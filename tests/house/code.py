"""What every function and file of the house keeps: annotations, a docstring, a modest length."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
SPOKEN = ("actions", "queries")
# Only these run under a login that may change its role; pages are served under one that may not.
CHANGES_ROLE = ("jobs", "commands", "demo", "benches")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(package: Path) -> Iterator[Path]:
    """Every Python file that people write: migrations are written by Django."""
    for path in sorted(package.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def functions(path: Path) -> Iterator[Function]:
    """Every function of a file, those of classes and inner ones too."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, Function):
            yield node


def long_files(package: Path) -> list[str]:
    """Files of more than 400 lines, templates too."""
    faults = []
    for path in [*sources(package), *sorted(package.rglob("*.html"))]:
        lines = len(path.read_text().splitlines())
        if lines > LONGEST_FILE:
            faults.append(f"{path.relative_to(package)} has {lines} lines: divide it")
    return faults


def long_functions(package: Path) -> list[str]:
    """Functions of more than 40 lines."""
    return [
        f"{path.relative_to(package)}: {function.name} has {length(function)} lines: divide it"
        for path in sources(package)
        for function in functions(path)
        if length(function) > LONGEST_FUNCTION
    ]


def length(function: Function) -> int:
    """How many lines a function has, its docstring left out."""
    first = function.body[0]
    said = _said(function)
    docstring = first.end_lineno - first.lineno + 1 if said else 0
    return function.end_lineno - function.lineno + 1 - docstring


def _said(function: Function) -> str:
    return ast.get_docstring(function) or ""


def median_length(package: Path) -> float:
    """The median length of all functions, in lines."""
    return statistics.median(length(f) for path in sources(package) for f in functions(path))


def unspoken(package: Path) -> list[str]:
    """Public functions of actions and queries without a docstring or without every annotation."""
    return [
        f"{path.relative_to(package)}: {function.name} {fault}"
        for path in sources(package)
        if _is_spoken(path.relative_to(package))
        for function in ast.parse(path.read_text()).body
        if isinstance(function, Function) and not function.name.startswith("_")
        for fault in _faults(function)
    ]


def roles_changed(package: Path) -> list[str]:
    """Code that changes the role of the database and may be called to serve a page."""
    return [
        f"{path.relative_to(package)} changes role: only jobs and commands may; write a function in sql/"
        for path in sources(package)
        if not {path.stem, *path.relative_to(package).parts} & set(CHANGES_ROLE)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").endswith("access.actor")
        and "role" in {each.name for each in node.names}
    ]


def _is_spoken(path: Path) -> bool:
    return any(room in (path.stem, *path.parts[1:-1]) for room in SPOKEN)


def _faults(function: Function) -> Iterator[str]:
    if not _said(function):
        yield "lacks a docstring: say what it does in one sentence"
    if function.returns is None:
        yield "does not say what it returns: annotate it"
    for argument in _arguments(function.args):
        if argument.annotation is None:
            yield f"does not say what {argument.arg} is: annotate it"


def _arguments(arguments: ast.arguments) -> list[ast.arg]:
    starred = [each for each in (arguments.vararg, arguments.kwarg) if each]
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *starred]
