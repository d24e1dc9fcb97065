"""Versions of one agreement compared: what really changed, and nothing else."""
