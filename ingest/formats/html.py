"""HTML as blocks of text: what a page, a mail's body or a chapter says, without its markup.

Every block of the body is here, in the order it is read; which of them are the main text of a web page is for
`ingest.formats.webpage` to say. Nothing is fetched and no script runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ingest.encoding import BYTE_ORDER_MARKS, clean, decode
from ingest.formats import FormatError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CHROME = {"nav", "header", "footer", "aside", "menu", "dialog"}
"""Elements that hold the furniture of a page: menus, banners, side bars."""
CHROME_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search", "menubar", "menu", "dialog"}
_SILENT = {
    *("head", "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "button"),
    *("audio", "video", "canvas", "map", "datalist", "input", "annotation", "annotation-xml", "title"),
}
_BLOCKS = {
    *("address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset"),
    *(
        "figcaption",
        "figure",
        "form",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
    ),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption", *CHROME, *HEADINGS),
}
_IN_LAYOUT = {"table", "pre", "ul", "ol", "blockquote", *HEADINGS}
"""A table with one of these in a cell is there for the layout of the page, not for its data."""
LONGEST_CELL = 500
"""So is one with a cell of more characters than this."""
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ANCHORS = {"¶", "#", "§", "🔗", "\uf0c1"}
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_DECLARED_WITHIN = 4096
_INLINE_DATA = re.compile(rb"data:[\w/+.;=-]*;base64,[A-Za-z0-9+/=%\s]{64,}")
_UNSEEN = re.compile(rb"<(!--|(?:script|style|svg)\b)", re.IGNORECASE)
_END_OF = {
    b"!--": re.compile(rb"-->"),
    **{name: re.compile(rb"</%s\s*>" % name, re.IGNORECASE) for name in (b"script", b"style", b"svg")},
}
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\ufeff]")


class HtmlBlock(NamedTuple):
    """kind: "h1" to "h6", "text", "item" of a list, "row" of a table, or "code"; text: never empty."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A block and where it stood. chrome: among the furniture of the page. linked: the share of its letters
    that are links.
    """

    kind: str
    text: str
    chrome: bool = False
    linked: float = 0.0


def html_blocks(data: bytes | str) -> list[HtmlBlock]:
    """All blocks of text of an HTML body, in order: headings, paragraphs, list items, table rows, code.

    Bytes are decoded as they declare. Any text gives some blocks, or none. Raises BinaryContentError for
    bytes that are no text, FormatError for what no parser takes.
    """
    root = parse(data)
    return [] if root is None else [HtmlBlock(block.kind, block.text) for block in page_blocks(root)]


def html_text(data: bytes | str) -> str:
    """The same as one text, an empty line between blocks but for those of a list or table."""
    text, last = "", ""
    for kind, words in html_blocks(data):
        close = kind == last and kind in ("item", "row")
        text += ("" if not text else "\n" if close else "\n\n") + words
        last = kind
    return text


def parse(data: bytes | str) -> Element | None:
    """The page as a tree; None where there is nothing in it. Raises FormatError."""
    from lxml import etree
    from lxml.html import HTMLParser

    text = data if isinstance(data, str) else decode_html(without_cargo(data))
    if not text.strip():
        return None
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_pis=True)
    try:
        return etree.fromstring(clean(text).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FormatError(f"it is no HTML that can be read ({error})") from error


def without_cargo(data: bytes) -> bytes:
    """The page without scripts, styles and the pictures inside it: most of the bytes of a saved page."""
    if b"\0" in data[:_DECLARED_WITHIN]:  # UTF-16: these patterns are of single bytes.
        return data
    return b"".join(_seen(_INLINE_DATA.sub(b"data:", data)))


def _seen(data: bytes) -> Iterator[bytes]:
    """What stands between scripts, styles and drawings; one that never ends is left to the parser."""
    start = 0
    for opened in _UNSEEN.finditer(data):
        if opened.start() < start:
            continue
        name = opened[1].lower()
        closed = _END_OF[name].search(data, opened.end())
        if closed is None:
            break
        yield data[start : closed.end() if name == b"!--" else opened.start()]
        start = closed.end()
    yield data[start:]


def decode_html(data: bytes) -> str:
    """The page's text: a byte order mark decides, then sound UTF-8, what the page declares, what it seems."""
    if not data.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            declared = _DECLARED.search(data, 0, _DECLARED_WITHIN)
        if declared is not None:
            try:
                return data.decode(_web_name(declared[1].decode("ascii", "replace")), "replace")
            except LookupError:
                pass
    return decode(data)


def _web_name(name: str) -> str:
    """As browsers take it: pages that say Latin-1 mean Windows-1252."""
    lowered = name.lower()
    return {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030"}.get(
        lowered, lowered
    )


def page_blocks(root: Element) -> list[PageBlock]:
    """Every block of text below an element, in order."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start", "end", "comment"))
    reader = _Reader()
    for event, element in walk:
        if event == "start":
            if not reader.enter(element):
                walk.skip_subtree()
        elif event == "end":
            reader.leave(element, is_last=element is root)
        else:
            reader.say(element.tail)
    reader.flush()
    return reader.blocks


@dataclass(slots=True)
class _Reader:
    """Gathers inline text until an element begins or ends a block."""

    blocks: list[PageBlock] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=lambda: ["text"])
    markers: list[int | None] = field(default_factory=list)
    """Of each open list, the number of its last item; None where it has bullets."""
    marker: str = ""
    chrome: int = 0
    links: int = 0
    linked: int = 0
    layout: list[bool] = field(default_factory=list)
    """Of each open table, whether it only places things on the page."""

    def enter(self, element: Element) -> bool:
        """Takes in what stands before the element's children; whether those are to be walked too."""
        tag = _tag(element)
        if tag in _SILENT or _is_hidden(element, tag):
            return False
        if tag in _BLOCKS:
            self.flush()
            self.chrome += _is_chrome(element, tag)
        if tag == "pre" or (tag == "tr" and self.layout and not self.layout[-1]):
            self._emit("code" if tag == "pre" else "row", _code(element) if tag == "pre" else _row(element))
            return False
        self._open(element, tag)
        self.say(element.text)
        return True

    def leave(self, element: Element, is_last: bool = False) -> None:
        """Ends what the element began, then takes in what stands after it, unless that was the last."""
        tag = _tag(element)
        if not (tag in _SILENT or _is_hidden(element, tag)):
            self._close(element, tag)
        if not is_last:
            self.say(element.tail)

    def say(self, text: str | None) -> None:
        """Inline text, its runs of white space as one space."""
        if text:
            self.words.append(_SPACE.sub(" ", text))
            self.linked += len(text.strip()) if self.links else 0

    def flush(self) -> None:
        """The gathered words as a block, if there are any."""
        text = _tidy("".join(self.words))
        share = min(1.0, self.linked / len(text)) if text else 0.0
        self.words, self.linked = [], 0
        if text:
            kind = self.kinds[-1]
            self._emit(kind, text if kind in HEADINGS else self.marker + text, share)
            self.marker = ""

    def _emit(self, kind: str, text: str, linked: float = 0.0) -> None:
        if text.strip():
            self.blocks.append(PageBlock(kind, text, self.chrome > 0, linked))

    def _open(self, element: Element, tag: str) -> None:
        if tag in HEADINGS or tag == "li":
            self.kinds.append("item" if tag == "li" else tag)
        if tag == "li":
            self._number(element)
        elif tag in ("ul", "ol", "menu"):
            self.markers.append(_first_number(element) if tag == "ol" else None)
        elif tag == "table":
            self.layout.append(_is_layout(element))
        elif tag == "a":
            self.links += 1
        elif tag == "br":
            self.words.append("\n")

    def _close(self, element: Element, tag: str) -> None:
        if tag in _BLOCKS:
            self.flush()
            self.chrome -= _is_chrome(element, tag)
        if tag in HEADINGS or tag == "li":
            self.kinds.pop()
            self.marker = ""
        elif tag in ("ul", "ol", "menu"):
            self.markers.pop()
        elif tag == "table":
            self.layout.pop()
        elif tag == "a":
            self.links -= 1

    def _number(self, element: Element) -> None:
        indent = "  " * max(0, len(self.markers) - 1)
        if self.markers and self.markers[-1] is not None:
            self.markers[-1] += 1
            self.marker = f"{indent}{self.markers[-1]}. "
        else:
            self.marker = f"{indent}- "


def _tag(element: Element) -> str:
    """The element's name without a namespace, in lower case."""
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(element.tag, str) else ""


def _is_chrome(element: Element, tag: str) -> bool:
    """Whether it holds a page's furniture; an article's own header holds its title."""
    if tag == "header":
        return not any(_tag(above) in ("article", "main", "section") for above in element.iterancestors())
    return tag in CHROME or element.get("role", "") in CHROME_ROLES


def _is_hidden(element: Element, tag: str) -> bool:
    """Whether it is not shown, or only beside the text: line numbers, the marks of links to headings."""
    return (
        element.get("hidden") is not None
        or (element.get("aria-hidden") == "true" and tag not in _BLOCKS)
        or _HIDDEN_STYLE.search(element.get("style", "")) is not None
        or "linenos" in element.get("class", "")
        or (tag == "a" and (element.text or "").strip() in _ANCHORS)
    )


def _first_number(element: Element) -> int:
    """One less than the number that an ordered list begins with."""
    start = element.get("start", "1")
    return int(start) - 1 if re.fullmatch(r"\d{1,6}", start) else 0


def _is_layout(table: Element) -> bool:
    if table.get("role") in ("presentation", "none"):
        return True
    if any(_tag(element) in _IN_LAYOUT for element in table.iterdescendants()):
        return True
    cells = (element for element in table.iterdescendants() if _tag(element) in ("td", "th"))
    return any(sum(map(len, cell.itertext())) > LONGEST_CELL for cell in cells)


def _row(row: Element) -> str:
    """The cells of a row with a bar between them; "" where all are empty."""
    cells = [_flat(cell) for cell in row if _tag(cell) in ("td", "th")]
    while cells and not cells[-1]:
        cells.pop()
    return " | ".join(cells)


def _flat(element: Element) -> str:
    """All that an element says, on one line."""
    return " ".join(block.text for block in page_blocks(element)).replace("\n", " ").strip()


def _code(element: Element) -> str:
    """The text of a <pre>, with its lines and spaces."""
    parts: list[str] = []
    for part in element.iter():
        tag = _tag(part)
        if tag == "br":
            parts.append("\n")
        if tag and tag not in _SILENT:
            parts.append(part.text or "")
        if part is not element:
            parts.append(part.tail or "")
    lines = [line.rstrip() for line in _CONTROLS.sub("", "".join(parts)).split("\n")]
    return "\n".join(lines).strip("\n")


def _tidy(text: str) -> str:
    """Inline text as it shows: no space around line breaks, no empty lines, no soft hyphens."""
    lines = (" ".join(line.split(" ")).strip() for line in _CONTROLS.sub("", text).split("\n"))
    return "\n".join(re.sub(r" {2,}", " ", line) for line in lines if line.strip())
