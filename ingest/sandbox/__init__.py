"""Reading in child processes, so that nothing read can crash, stall or eat the memory of whoever asked.

with ReaderPool(options) as pool:
    for outcome in pool.read(requests):
        ...
    for session in pool.read_chat("whatsapp", path, on_problem):
        ...

A name is loaded when it is first used: a child, which has no children, starts sooner without the pool.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.sandbox.outcome import Outcome, Request, Verdict
    from ingest.sandbox.pool import ReaderPool, read_one

__all__ = ["Outcome", "ReaderPool", "Request", "Verdict", "read_one"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "pool" if name in ("ReaderPool", "read_one") else "outcome"
    return getattr(importlib.import_module(f"ingest.sandbox.{home}"), name)
