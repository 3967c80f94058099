"""The reading processes of the mind: what they have read, they suspect."""

from __future__ import annotations

import sys

from ingest import Options, ReaderPool

COMMAND = (sys.executable, "-P", "-m", "secondme.suspicion.child")


class SuspectingReaders(ReaderPool):
    """Reading processes whose passages come with the reasons why they are suspicious, as remarks."""

    def __init__(self, options: Options) -> None:
        super().__init__(options, command=COMMAND)
