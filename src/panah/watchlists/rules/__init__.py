"""Rules of the lists: pure."""
