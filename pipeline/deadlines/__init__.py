"""Expiries and last days for notice, worked out from records."""
