"""Screens of protection."""
