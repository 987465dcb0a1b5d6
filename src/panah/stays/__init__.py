"""How long a person may stay; since when a stay is irregular."""
