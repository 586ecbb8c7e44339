"""One document with its references, figures, tasks and findings marked: an HTML page, a copy of its PDF."""
