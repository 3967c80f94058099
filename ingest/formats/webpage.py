"""Web pages, as they were saved or written: the main text without menus, at its paragraphs.

Every block of text in the page's body is a paragraph that a locator counts, menus included, so that a place
does not move when more or less is taken for the main text.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ingest.content import Content
from ingest.document import Locator, Reading
from ingest.formats import FormatError, NothingToReadError
from ingest.formats.hidden_html import hidden_in_page, hiding_names
from ingest.formats.html import HEADINGS, PageBlock, decode_html, page_blocks, parse
from ingest.formats.pagehead import page_time, page_title
from ingest.hidden import with_hidden
from ingest.outline import Break, Heading, Part, paragraph_passages
from ingest.passages import Block
from ingest.places import paragraphs_at

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

FURNITURE = 0.08
"""With less than this share of its blocks in menus and lists of links, a page is all main text."""
LINKED = 0.7
"""A block is a link when this share of its letters is; a row of such blocks is a menu."""
MENU = 3
"""So many of them, one after another."""
TOO_LITTLE = 0.25
"""Where the main text found is less than this share of the page's plain text, the page is taken whole."""
WHOLE_MATCH = 5
"""A block with fewer words must be a piece of the main text by itself; a longer one may stand within it."""
TOO_LONG = 8_000
"""Blocks; trafilatura would need the better part of a minute for a page of more."""
SENTENCE = 12
"""A block amid the main text that has so many words is no button and no byline."""
_PIECES = {"p", "head", "item", "cell", "row", "quote", "code", "hi", "ab", "div", "list"}
_WORD = re.compile(r"\w+")
_MARKER = re.compile(r"^\s*(?:- |\d+\. )")


_ARCHIVE = re.compile(rb"(?im)^content-type:\s*multipart/(?:related|mixed|alternative)")
_ARCHIVE_HEAD = 8192


def read(content: Content) -> Iterator[Reading]:
    """The passages of a web page."""
    yield read_page(page_data(content.data), content.written)


def text_at(content: Content, locator: Locator) -> str:
    """The paragraphs at a place."""
    root = parse(page_data(content.data))
    return paragraphs_at([block.text for block in page_blocks(root)] if root is not None else [], locator)


def read_page(data: bytes, written: datetime | None = None) -> Reading:
    """The main text of a page; `written` is the day its file name tells, if any.

    The page's own date counts before it. Raises FormatError where nothing can be read, NothingToReadError
    for a page without text.
    """
    root = parse(data)
    if root is None:
        return Reading(())
    blocks = page_blocks(root)
    if not blocks:
        raise NothingToReadError("the page holds no text; if its scripts fill it, save it from the browser")
    title, time = page_title(root, blocks), page_time(root, data) or written
    unseen = hidden_in_page(root, hiding_names(decode_html(data)) if b"<style" in data.lower() else None)
    main = main_text(blocks, root)  # The last to look at the tree: it is taken apart there.
    passages = paragraph_passages([block.text for block in blocks], _parts(blocks, main), time)
    return Reading(with_hidden(passages, unseen), title, time)


def page_data(data: bytes) -> bytes:
    """The page itself, taken out of the web archive (MHTML) that it may have been saved in.

    Raises FormatError for an archive without a page.
    """
    head = data[:_ARCHIVE_HEAD]
    if head.lstrip()[:1] == b"<" or not _ARCHIVE.search(head):
        return data
    import email

    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return _as_utf8(page, part.get_content_charset())
    raise FormatError("it is a web archive without a page in it")


def _as_utf8(page: bytes, charset: str | None) -> bytes:
    """What the archive says of the encoding counts before what the page says."""
    try:
        return page.decode(charset).encode("utf-8", "replace") if charset else page
    except (LookupError, UnicodeDecodeError):
        return page


def main_text(blocks: Sequence[PageBlock], root: Element) -> list[bool]:
    """Of each block, whether it belongs to the main text of the page.

    A page with little furniture is all main text. Of others it is what trafilatura finds; where that is
    hardly anything, it is everything but menus; and where there is nothing but menus, those.
    """
    menus = _menus(blocks)
    furniture = [block.chrome or menu for block, menu in zip(blocks, menus, strict=True)]
    if sum(furniture) < FURNITURE * len(blocks) and not _is_article(root):
        return [not block.chrome for block in blocks]
    plain = [not each for each in furniture] if False in furniture else [True] * len(blocks)
    if len(blocks) > TOO_LONG:
        return plain
    chosen = _chosen(blocks, root)
    return chosen if _letters(blocks, chosen) >= TOO_LITTLE * _letters(blocks, plain) > 0 else plain


def _is_article(root: Element) -> bool:
    """Whether the page says that it is one article, as the pages of newspapers and blogs do."""
    return any(
        meta.get("property") == "og:type" and meta.get("content") == "article" for meta in root.iter("meta")
    )


def _letters(blocks: Sequence[PageBlock], which: Sequence[bool]) -> int:
    return sum(len(block.text) for block, counted in zip(blocks, which, strict=True) if counted)


def _menus(blocks: Sequence[PageBlock]) -> list[bool]:
    """Of each block, whether it is one of several links in a row."""
    links = [block.linked >= LINKED for block in blocks]
    menus = [False] * len(blocks)
    start = 0
    for end in range(1, len(blocks) + 1):
        if end == len(blocks) or links[end] != links[start]:
            if links[start] and end - start >= MENU:
                menus[start:end] = [True] * (end - start)
            start = end
    return menus


def _chosen(blocks: Sequence[PageBlock], root: Element) -> list[bool]:
    """Of each block, whether trafilatura takes it for main text, or it stands within and is code or data."""
    pieces, whole = _extracted(root)
    chosen = []
    for block in blocks:
        words = _words(_MARKER.sub("", block.text))
        own = words in pieces or (words.count(" ") >= WHOLE_MATCH and words in whole)
        chosen.append(own and not (block.chrome and block.kind not in HEADINGS))
    if True in chosen:
        first, last = chosen.index(True), len(chosen) - 1 - chosen[::-1].index(True)
        for number in range(first, last):
            chosen[number] |= _is_substance(blocks[number])
        for number in range(last + 1, len(blocks)):
            if blocks[number].kind not in ("code", "row") or blocks[number].chrome:
                break
            chosen[number] = True
    for number in range(len(blocks) - 2, -1, -1):
        if blocks[number].kind in HEADINGS:
            chosen[number] = chosen[number + 1] and not blocks[number].chrome
    return chosen


def _is_substance(block: PageBlock) -> bool:
    """Whether a block amid the main text belongs to it: code, data, and whole sentences."""
    long = block.text.count(" ") >= SENTENCE
    return not block.chrome and block.linked < LINKED and (long or block.kind in ("code", "row"))


def _extracted(root: Element) -> tuple[set[str], str]:
    """The pieces of text that trafilatura finds, and all of them as one."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # It warns of each page without a main text.
    found = bare_extraction(root, include_comments=False, with_metadata=False)
    body = getattr(found, "body", None)
    if body is None:
        return set(), ""
    texts = ["".join(element.itertext()) for element in body.iter() if element.tag in _PIECES]
    lines = (line for text in texts for line in (text, *text.split("\n")))
    return {_words(line) for line in lines}, _words(" ".join(body.itertext()))


def _words(text: str) -> str:
    """The text as only its words tell it: white space, marks and case do not count."""
    return " ".join(_WORD.findall(text.lower()))


def _parts(blocks: Sequence[PageBlock], main: Sequence[bool]) -> Iterator[Part]:
    for number, (block, counted) in enumerate(zip(blocks, main, strict=True)):
        place = Block(number, number + 1, splittable=block.kind not in ("code", "row"))
        if not counted:
            yield Break()
        elif block.kind in HEADINGS:
            yield Heading(int(block.kind[1]), " ".join(block.text.split()), place)
        else:
            yield place
