"""Records against a lawyer's reading."""
