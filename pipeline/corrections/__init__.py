"""Corrections of readers: what differs from the register, where it belongs, what the record says then."""
