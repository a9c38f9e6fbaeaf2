"""How long tests wait before they take something for hanging."""

from typing import Final

SOON: Final = 60.0
"""Seconds. A test that passes never waits that long, however busy the machine is; it is no promise of speed."""
