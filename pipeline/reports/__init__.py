"""Records, registers and readings for people and for other tools."""
