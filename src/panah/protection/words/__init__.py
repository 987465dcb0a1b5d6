"""Words for the codes of protection."""
