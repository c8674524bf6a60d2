"""What makes one allotment better than another, each before the next; one file an objective."""
