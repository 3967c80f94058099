"""Mail addresses and addresses of web pages: written only where they are sound."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.prefill.writing.manner import Manner

_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[^\s@<>()\[\],;:\"\\.]+(?:\.[^\s@<>()\[\],;:\"\\.]+)+")
_URL = re.compile(r"(?:https?://)?(?:[\w\-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)


def email_spellings(text: str, manner: Manner) -> Iterator[str]:
    address = text.strip().removeprefix("mailto:")
    if _EMAIL.fullmatch(address):
        yield address


def url_spellings(text: str, manner: Manner) -> Iterator[str]:
    """As it stands; with its scheme first where the field is for addresses of pages alone."""
    address = text.strip()
    if not _URL.fullmatch(address):
        return
    has_scheme = "://" in address
    if manner.field.type == "url" and not has_scheme:
        yield f"https://{address}"
    yield address
    if has_scheme:
        yield address.partition("://")[2].rstrip("/")
    else:
        yield f"https://{address}"
