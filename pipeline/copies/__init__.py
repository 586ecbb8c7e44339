"""Files that are one document: found by their words, the best of them used, their differences told."""
