"""The registry of tasks on the user's side: who was told what by when, and what became of it."""
