"""Names of files that every file system takes: no sign that one of them forbids, and not too long."""

from __future__ import annotations

import re
import unicodedata

from secondme.harmless import harmless

MOST_BYTES = 80
"""With a number before and an ending after it, below what the strictest of them allows (143)."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*#^\[\]%\x00-\x1f\x7f]|\s')


def file_name(number: str, words: str = "") -> str:
    """`d12 Boats to Mull`: the number tells names apart, also where case or accents do not."""
    plain = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", harmless(words)))
    short = " ".join(plain.split()).encode()[:MOST_BYTES].decode(errors="ignore")
    return f"{number} {short}".rstrip(" .")
