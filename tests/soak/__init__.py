"""Hostile clients against the whole server, with what they cost it measured: `python -m tests.soak.hostile`."""
