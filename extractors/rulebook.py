"""Loads what we know from the `rules/` folder: document types, bodies, places, cues and laws, as one Rulebook."""
