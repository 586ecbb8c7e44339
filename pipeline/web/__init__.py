"""The registry in the browser: Datasette with pages of our own, by default on this machine only."""
