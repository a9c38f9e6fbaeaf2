"""The product's server as an operator has it, with the limits that it has by itself: they are part of the defence."""

import asyncio
import os

import uvloop

from tests.bench.product import run
from waitside.logs import configure_logging
from waitside.settings import Settings

if __name__ == "__main__":
    configure_logging()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run(Settings.from_environment(os.environ)))
