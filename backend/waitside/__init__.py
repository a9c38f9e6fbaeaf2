"""Waitside: the chat of a virtual waiting room."""
