"""Pure functions from a Document to its facts: no files, no database, no clock."""
