"""What no placement may break; one file a rule."""
