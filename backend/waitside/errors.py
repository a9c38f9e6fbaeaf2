"""What the command line shows to whoever runs the server."""


class OperatorError(Exception):
    """One line that says what is wrong and, where it can, what to do. Holds no secret and nothing of a request."""
