"""What a person may set about which files are looked at and how they are read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """hidden: files whose name begins with a dot too. exclude: patterns as in a .gitignore, against the path
    below the source's root, before any ignore file of the folders has its say. code: source code too.
    largest_mb: above it no file is read, whatever its format allows; mailboxes, which are read mail by mail,
    are. seconds, memory_mb: what one file may
    take of the reading process before that is ended. ocr: read the text in pictures where Tesseract is
    installed, in these of its languages.
    """

    hidden: bool = False
    exclude: tuple[str, ...] = ()
    code: bool = True
    largest_mb: int = 500
    seconds: float = 60.0
    memory_mb: int = 2_000
    ocr: bool = True
    ocr_languages: tuple[str, ...] = ("eng",)


DEFAULTS = Options()
