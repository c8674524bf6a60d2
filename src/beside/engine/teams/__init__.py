"""Teams for challenges: who works with whom, and on what."""
