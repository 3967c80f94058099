"""Reading in child processes, so that nothing read can crash, stall or eat the memory of whoever asked.

with ReaderPool(options) as pool:
    for outcome in pool.read(requests):
        ...
    for session in pool.read_chat("whatsapp", path, on_problem):
        ...
"""

from ingest.sandbox.outcome import Outcome, Request, Verdict
from ingest.sandbox.pool import ReaderPool, read_one

__all__ = ["Outcome", "ReaderPool", "Request", "Verdict", "read_one"]
