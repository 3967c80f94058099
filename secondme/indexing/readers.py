"""By which readers and within which limits a source was read: with others, what was unread is tried again."""

from __future__ import annotations

import hashlib

import secondme
from ingest import Options
from ingest.formats import FORMATS


def readers_of(options: Options) -> str:
    """A short name for all readers of today and the limits that a person has set for them.

    The program's version counts too: a later one may no longer stumble where this one did.
    """
    limits = (options.largest_mb, options.seconds, options.memory_mb, options.ocr, options.ocr_languages)
    known = sorted(format.tag for format in FORMATS.values())
    return hashlib.sha256(repr((secondme.__version__, known, limits)).encode()).hexdigest()[:16]
