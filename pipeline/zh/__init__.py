"""Chinese grammar of agreements: pure functions over strings."""
