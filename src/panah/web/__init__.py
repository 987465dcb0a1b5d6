"""The shell that all screens share."""
