"""What makes some teams better than others; one file an objective, each a cost."""
