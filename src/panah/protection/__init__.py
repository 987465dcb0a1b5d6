"""Protection: bodies and their competence, matters, and what bodies of protection are told and answer."""
