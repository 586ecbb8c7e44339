"""Reads the figures of a document, in running text and in tables."""
