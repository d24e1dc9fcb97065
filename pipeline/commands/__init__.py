"""The commands, a module for each kind: reading documents, comparing versions, asking the register, checking results."""
