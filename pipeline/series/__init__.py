"""Figures asked from the registry: lists of them, and an indicator's values over periods, as a chart too."""
