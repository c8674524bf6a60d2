"""What to place where: mentors, sessions, teams. Plain values in, an allocation and its proof out.

Knows no Django, no database and no person: people are keys. What reads an instance and checks an
allocation imports no solver, so that whoever doubts a solver can check it.
"""
