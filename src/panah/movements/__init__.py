"""What kind of movement a crossing, and a history of crossings, is."""
