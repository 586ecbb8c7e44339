"""What a controller would mark in one document: checks of its arithmetic and of what it says of others."""
