"""How sure a share of a few can be."""

from math import sqrt
from statistics import NormalDist
from typing import NamedTuple


class Range(NamedTuple):
    """From `low` to `high`, both shares between 0 and 1."""

    low: float
    high: float


def wilson(numerator: int, denominator: int, confidence: float = 0.95) -> Range | None:
    """Give the range that a share of a small sample stands for; None of nobody.

    The score interval of Wilson (Probable inference, the law of succession, and statistical
    inference, Journal of the American Statistical Association 22 (1927), 209-212): the shares that
    the observed one does not contradict. It stays within 0 and 1 and has a width at either end. A
    numerator outside the denominator, or a confidence outside 0 and 1, is a `ValueError`.
    """
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is not a share.")
    if not 0 < confidence < 1:
        raise ValueError(f"A confidence is between 0 and 1, not {confidence}.")
    if not denominator:
        return None
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, spread = numerator / denominator, z * z / denominator
    middle = share + spread / 2
    half = z * sqrt(share * (1 - share) / denominator + spread / (4 * denominator))
    low, high = (middle - half) / (1 + spread), (middle + half) / (1 + spread)
    return Range(low if numerator else 0.0, high if numerator < denominator else 1.0)
