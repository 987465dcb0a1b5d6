"""What can be said at a border post: one file per noun. Import from the file that owns the noun."""
