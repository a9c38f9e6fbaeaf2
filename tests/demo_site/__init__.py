"""The clinic's own tests of its site."""
