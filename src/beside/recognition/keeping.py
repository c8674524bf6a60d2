"""What a pupil wrote is never rewritten, nor given to somebody else; the database holds it too."""
