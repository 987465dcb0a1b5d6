"""Screens of the lists."""
