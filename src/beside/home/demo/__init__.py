"""A made-up federation, generated from a seed: a secondary, a primary and a special school.

Nobody in it is real. `generate` is pure; `beside.home.demo.loading` writes what it gives.
"""

from .generate import generate, small
from .made_up import MadeUp
from .size import FULL, SMALL, Size, sized

__all__ = ["FULL", "SMALL", "MadeUp", "Size", "generate", "sized", "small"]
