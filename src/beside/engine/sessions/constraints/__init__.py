"""What no allotment may break; one file a rule."""
