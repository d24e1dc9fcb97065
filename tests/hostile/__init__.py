"""Inputs made to break a reader, and the tests that none of them does."""
