"""A made-up federation, generated from a seed: a secondary, a primary and a special school.

Nobody in it is real. `generate.generate` is pure; `loading.bring_in` writes what it gives.
"""
