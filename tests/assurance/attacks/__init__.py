"""Attacks on a running school, from outside: over HTTP, at the command line, as its database roles.

They need nothing of the code they attack, so that they can be turned on any state of it:

    BESIDE_UNDER_ATTACK=/path/to/checkout pytest -p tests.plugin_postgres -m assurance tests/assurance/attacks

The checkout has a `.venv` of its own; without the variable it is this one. Each attack passes where
it fails: what it asserts is what the attacker can neither read nor do.
"""
