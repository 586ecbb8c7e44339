"""Files, processes, the registry and the screen."""
