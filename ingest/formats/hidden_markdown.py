"""What stands in the source of a Markdown file and is not seen where it is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import Hidden, HiddenBy
from ingest.formats.hidden_html import way_of
from ingest.hidden import hidden

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_LINK_COMMENT = re.compile(
    r"^\s{0,3}\[(?://|comment|_metadata_[^\]]*|\W*)\]:\s*(?:#|<>)\s*[\"'(](.*)[\"')]\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_PICTURE = re.compile(r"!\[([^\]]{12,2000})\]\(")
_STYLED = re.compile(
    r"<(\w+)\b[^>]*?(?:style\s*=\s*(?:\"([^\"]*)\"|'([^']*)')|\s(hidden)\b)[^>]*>(.*?)</\1>",
    re.IGNORECASE | re.DOTALL,
)


def hidden_in_markdown(lines: Sequence[str]) -> list[Hidden]:
    """The stretches of a Markdown text that are not seen."""
    text = "\n".join(lines)
    found: list[tuple[HiddenBy, str]] = []
    if "<" in text:
        found += [("comment", match[1]) for match in _COMMENT.finditer(text)]
        for _, first, second, attribute, inner in _STYLED.findall(text):
            by: HiddenBy | None = "not shown" if attribute else way_of(first or second)
            if by is not None:
                found.append((by, re.sub(r"<[^>]*>", "", inner)))
    if "]:" in text:
        found += [("comment", match[1]) for match in _LINK_COMMENT.finditer(text)]
    if "![" in text:
        found += [("alt", match[1]) for match in _PICTURE.finditer(text)]
    return [one for by, words in found for one in hidden(by, words)]
