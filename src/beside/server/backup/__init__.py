"""One file of everything, put back elsewhere, and tried every night. Knows no Django.

What a drill does inside Beside itself (bring the copy up to date, sign in) runs as a program of
its own: `beside.server.backup.trying`.
"""

from beside.server.backup.command import COMMANDS, main

__all__ = ["COMMANDS", "main"]
