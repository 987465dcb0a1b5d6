"""Panah: an open, protection-sensitive entry system."""
