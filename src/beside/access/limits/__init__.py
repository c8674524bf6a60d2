"""Limits on guessing.

`ledger` counts, in the database and outside the transaction of the request:

    CARDS = Limit("card.address", most=600, seconds=600)
    tried = ledger.take(CARDS, key)     before a secret is looked at; None: over the limit
    ledger.give_back(tried)             it was right, so it counts nothing

Take first and give back after: then nobody gets more tries than the limit, however many arrive at
once, and a thousand people who are right use nothing up. `guesses` does both for a page that takes
a code, `signing_in` for the page that takes a password. `addresses` says where a request comes
from, `devices` which browsers somebody has signed in with before.
"""
