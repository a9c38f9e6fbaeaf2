"""How fast the pages are in the browser on a slow computer: `make bench-pages`."""
