"""Runs the command line as `python -m pipeline`, for where the command `vanthu` is not on the path."""

from __future__ import annotations

from pipeline.cli import main

if __name__ == "__main__":
    main()
