"""`python -m waitside`: the command line."""

from waitside.cli import main

main()
