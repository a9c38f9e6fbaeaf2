"""A whole waiting room under one virtual clock: the real server and real page sessions, in stories made from seeds."""
