"""Reads who is told to do what by when, and what a text says became of it."""
