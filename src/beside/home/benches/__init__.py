"""Timings on a made-up school of any size, in a database that is thrown away afterwards."""
