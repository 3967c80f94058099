"""The reading processes of the mind: what they have read, they suspect."""

from __future__ import annotations

import sys

from ingest import Options, ReaderPool
from ingest.sandbox.spare import Spare

COMMAND = (sys.executable, "-P", "-m", "secondme.suspicion.child")
SPARE_SECONDS = 5.0
"""Whoever saves a note often saves it again soon."""
_SPARE = Spare(SPARE_SECONDS)


class SuspectingReaders(ReaderPool):
    """Reading processes whose passages come with the reasons why they are suspicious, as remarks.

    One of them stays for a few seconds when nothing is left to read.
    """

    def __init__(self, options: Options) -> None:
        super().__init__(options, command=COMMAND, spare=_SPARE)
