"""The domain: who waits in a room, who looks after them, who may write to whom.

Pure: no input or output, no clock, no randomness. A transition takes a `Room` and returns the new one with the facts
that came of it; a refused one raises a `WaitingRoomError` and changes nothing.
"""
