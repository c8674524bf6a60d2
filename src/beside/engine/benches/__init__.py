"""Timings of the engine beside what schools use now, on made-up schools; needs no database."""
