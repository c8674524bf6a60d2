"""What no teams may break; one file a rule."""
