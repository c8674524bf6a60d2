"""What makes one placement better than another; one file an objective, each a cost of a pair."""
