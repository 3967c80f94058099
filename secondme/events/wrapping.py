"""Sentences of a text whose lines an editor may have wrapped. Pure."""

from __future__ import annotations

import re

from secondme.recall.sentences import sentences_of

WRAPPED_FROM = 50
"""A line that an editor wrapped is at least so long, in characters."""
_ENDS = (".", "!", "?", "…", ":", ";", "|")
_BEGINS_ANEW = re.compile(r"\s*(?:[-*•#>|]|\[[ xX]\]|\(?\w{1,2}[.)]\s)|\s*$")
"""A mark of a list, a table or a heading, or nothing."""


def whole_sentences(text: str) -> list[str]:
    """The sentences of a text, in one line each, also where they go on in the next line."""
    return [" ".join(one.split()) for one in sentences_of(_unwrapped(text))]


def _unwrapped(text: str) -> str:
    """The text with its wrapped lines joined; what stands in lines of its own stays so."""
    made: list[str] = []
    before = ""
    for line in text.split("\n"):
        if _goes_on(before, line):
            made[-1] += f" {line.strip()}"
        else:
            made.append(line)
        before = line
    return "\n".join(made)


def _goes_on(before: str, line: str) -> bool:
    """Whether a line goes on with the one before it: that is long, ends no sentence, and is no row."""
    so_far = before.rstrip()
    wrapped = len(so_far) >= WRAPPED_FROM and not so_far.endswith(_ENDS) and not so_far.startswith(("|", "#"))
    return wrapped and not _BEGINS_ANEW.match(line)
