"""Words for the codes of the border area."""
