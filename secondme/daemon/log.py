"""The daemon's log: turned over at a size, for its owner's eyes alone, and silent about what is remembered.

Names of files appear at the level `debug` only; texts and questions never. Of a fault of ours the log has its
kind and where it happened, not what it says: that might quote what was being read.
"""

from __future__ import annotations

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

MEGABYTE = 1_000_000
EARLIER_LOGS = 1
LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING}
NAME = "secondme"


class _Discreet(logging.Formatter):
    """Shows of an exception its kind and its place."""

    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        kind, _, trace = ei
        return "".join(traceback.format_tb(trace)) + (kind.__name__ if kind else "")


def open_log(path: Path, megabytes: float) -> RotatingFileHandler:
    """Sends what secondme's modules log to this file; whoever calls has set a umask that keeps others out."""
    handler = RotatingFileHandler(path, maxBytes=0, backupCount=EARLIER_LOGS, encoding="utf-8")
    handler.setFormatter(_Discreet("%(asctime)s %(levelname)-7s %(message)s"))
    resize_log(handler, megabytes)
    logger = logging.getLogger(NAME)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logging.getLogger().addHandler(logging.NullHandler())  # What libraries say could name anything.
    return handler


def resize_log(handler: RotatingFileHandler, megabytes: float) -> None:
    """Turns the log over at this size from now on; the earlier log counts too."""
    handler.maxBytes = int(megabytes * MEGABYTE / (1 + EARLIER_LOGS))
