"""Words for the codes of the lists."""
