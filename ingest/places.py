"""From a place back to its text, shared by the formats that count lines or paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Locator


def lines_at(lines: Sequence[str], locator: Locator) -> str:
    """The text of a lines locator. Raises LookupError where there are no such lines."""
    if locator.kind != "lines" or locator.start is None or locator.end is None or locator.end > len(lines):
        raise LookupError(f"there is no {locator} in it")
    return "\n".join(lines[locator.start - 1 : locator.end])


def paragraphs_at(texts: Sequence[str], locator: Locator) -> str:
    """The text of a paragraphs locator, one paragraph below the other. Raises LookupError."""
    end = locator.end
    if locator.kind != "paragraphs" or locator.start is None or end is None or end > len(texts):
        raise LookupError(f"there is no {locator} in it")
    return "\n".join(texts[locator.start - 1 : end])
