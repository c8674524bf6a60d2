"""`make sheet`: every page of the made-up school, seen side by side, and what is wrong with it."""
