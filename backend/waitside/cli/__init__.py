"""The command line: serving, checking and administration."""

from waitside.cli.app import main

__all__ = ["main"]
