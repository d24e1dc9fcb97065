"""The fields: one module each, listed in `extractors.fields`."""
