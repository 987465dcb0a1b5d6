"""What can be said about lists and about hits."""
