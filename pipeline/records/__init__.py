"""The record of a file made again from the registry, and the JSON Schema of records."""
