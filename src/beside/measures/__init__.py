"""What the ties say: portable SQL over a few plain tables, one file per measure.

Every figure has a numerator, a denominator and how many are not known. Knows no Django.
"""

from beside.measures.figure import Figure, figures
from beside.measures.query import sql

__all__ = ["Figure", "figures", "sql"]
