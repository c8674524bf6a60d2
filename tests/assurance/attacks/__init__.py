"""Attacks on a running school, from outside: over HTTP and as the roles of its database.

They need nothing of the code they attack, so that they can be turned on any state of it:

    BESIDE_UNDER_ATTACK=/path/to/checkout pytest -p tests.plugin_postgres -m assurance tests/assurance/attacks

The checkout has a `.venv` of its own; without the variable it is this one. Each test passes where
its attack fails: it asserts what the attacker can neither read nor do. BESIDE_MADE_UP_SCHOOL may name
a data folder with the made-up school of that checkout, not served, to spare making one for each run.
"""
