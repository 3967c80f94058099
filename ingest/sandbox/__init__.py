"""Reading in child processes, so that no file can crash, stall or eat the memory of whoever asked.

with ReaderPool(options) as pool:
    for outcome in pool.read(requests):
        ...
"""

from ingest.sandbox.outcome import Outcome, Request, Verdict
from ingest.sandbox.pool import ReaderPool, read_one

__all__ = ["Outcome", "ReaderPool", "Request", "Verdict", "read_one"]
