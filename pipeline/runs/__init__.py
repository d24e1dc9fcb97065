"""What a command does from beginning to end: read, store, write; one module for each."""
