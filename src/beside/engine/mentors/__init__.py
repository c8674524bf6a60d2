"""Somebody beside each pupil who has nobody: an adult, or an older pupil."""
