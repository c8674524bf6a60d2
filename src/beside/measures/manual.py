"""The manual's chapter on measures, made of the specifications that also test them.

python -m beside.measures.manual
"""

import inspect
import sys

from beside.measures import between, spec, states, tables

_OPENING = """# What the ties say

Every share has a numerator, a denominator, and how many are not known. Not known is never counted
as nobody. What a share of a few can stand for is a range (`interval.py`, after Wilson, *Journal of
the American Statistical Association* 22, 1927). Each page below is also a test: the tables are
given to the queries, to PostgreSQL and to SQLite, and to a slow reference in plain Python, and the
figures printed here must come out.
"""


def manual() -> str:
    """Give the whole chapter as Markdown."""
    pages = [_OPENING, _plain_tables(), _truth_table()]
    pages.append(_on_the_page())
    pages += [each.text.replace("\n#", "\n##").replace("# ", "## ", 1) for each in spec.specs()]
    return "\n\n".join(page.strip() for page in pages) + "\n"


def _plain_tables() -> str:
    parts = ["## The plain tables", inspect.cleandoc(tables.__doc__ or "")]
    for name, row in tables.ROWS.items():
        columns = ", ".join(f"`{column}`" for column in tables.columns_of(name))
        parts.append(f"### {name}\n\n{columns}\n\n{inspect.cleandoc(row.__doc__ or '')}")
    return "\n\n".join(parts)


def _truth_table() -> str:
    return f"## The truth table\n\n{inspect.cleandoc(states.__doc__ or '')}"


def _on_the_page() -> str:
    told = inspect.cleandoc(between.__doc__ or "")
    return f"""## The page “Between pupils”

{told}

Its sentences are those of `reciprocity`, `transitivity`, `small_pieces`, `no_tie_either_way`,
`same_group` beside `same_group_expected`, and `near_named` beside `near_any`, as they stand below;
a job keeps them when the asking ends, and the page reads nothing else. Where fewer than 400 were
counted it adds Wilson’s range."""


if __name__ == "__main__":
    sys.stdout.write(manual())
