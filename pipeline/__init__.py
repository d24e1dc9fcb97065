"""The flow from files to records and reports."""
