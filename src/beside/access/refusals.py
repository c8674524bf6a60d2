class Refusal(Exception):
    """A thing that may not be done now; its text is written for the person who tried."""
