"""Decisions of the border area: pure. Values in; codes and parameters out."""
