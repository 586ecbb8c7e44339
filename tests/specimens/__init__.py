"""The invented office's year: sources of the specimen corpus and the program that builds it."""
