"""Reads pages that are only pictures: prepares the picture, recognises its words, finds its ruling lines."""
