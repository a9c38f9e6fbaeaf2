"""What the tests need beside the page objects."""
