"""What a travel document says and whether to believe it."""
