"""The register on disk: every input with its status, every document with its record, exactly once."""
