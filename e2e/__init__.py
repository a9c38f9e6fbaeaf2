"""Browser tests: every rule of the product, in a real browser, on two real origins."""
