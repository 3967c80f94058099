"""What is read first: the person's own life before documents, documents before code and data."""

from __future__ import annotations

from functools import cache
from pathlib import PurePosixPath

from ingest.formats import BY_SUFFIX, FORMATS, Weight

RANKS: dict[Weight, int] = {"personal": 2, "document": 1, "reference": 0}
CHAT = 3
"""A chat is read as a whole and is as personal as it gets."""


def rank_of_name(key: str) -> int:
    """The rank of a file by its name; its content has not been seen yet."""
    return _rank_of_suffix(PurePosixPath(key).suffix.lower())


def rank_of_kind(kind: str) -> int:
    """The rank of a document that has been read; chats and what was told have no format."""
    return RANKS[FORMATS[kind].weight] if kind in FORMATS else CHAT


@cache
def _rank_of_suffix(suffix: str) -> int:
    format = BY_SUFFIX.get(suffix)
    return RANKS[format.weight] if format is not None else RANKS["reference"]
