"""Choice time: what pupils ranked, and the seats there are."""
