"""Who may do what with how people sign in: their sessions, second step and school's accounts."""

from beside.access.bases import Basis, Kind, Verb, When

# Who may say that a colleague stands before them, and yes to a domain.
VOUCHES = (Basis.OFFICE, Basis.SAFEGUARDING_LEAD, Basis.ORGANISER)

SIGNING_IN: dict[tuple[Basis, Kind, Verb], When] = {
    # Where one is signed in, the second step, the account of the school: everybody's own.
    **{
        (Basis.SELF, kind, verb): When.ALWAYS
        for kind in (Kind.OPEN_SESSION, Kind.SECOND_STEP, Kind.SCHOOL_ACCOUNT, Kind.DOMAIN_YES)
        for verb in Verb
    },
    # That a colleague stands before somebody who lost their second step: both of them.
    (Basis.SELF, Kind.VOUCHING, Verb.READ): When.ALWAYS,
    **{(basis, Kind.VOUCHING, Verb.READ): When.ALWAYS for basis in VOUCHES},
    **{(basis, Kind.VOUCHING, Verb.CREATE): When.OWN for basis in VOUCHES},
    # That somebody says yes to a domain as a whole: who may say so at their school.
    **{(basis, Kind.DOMAIN_YES, Verb.READ): When.ALWAYS for basis in VOUCHES},
    **{(basis, Kind.DOMAIN_YES, Verb.CHANGE): When.ALWAYS for basis in VOUCHES},
}

# For the functions that two colleagues call together, and the one that finds an address.
SIGNING_IN_OF_ROLL: dict[Kind, tuple[Verb, ...]] = {
    Kind.OPEN_SESSION: (Verb.READ, Verb.CHANGE),
    Kind.SECOND_STEP: (Verb.READ, Verb.CHANGE),
    Kind.VOUCHING: (Verb.READ, Verb.CHANGE),
    Kind.DOMAIN_YES: (Verb.READ,),
}
