"""Blocks become a document with its parts and its clause tree."""

from pipeline.clauses.building import build

__all__ = ["build"]
