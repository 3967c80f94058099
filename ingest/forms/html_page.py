"""The controls of a parsed page, each with what people read around it: headings, words, cells of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.forms.html_source import PLACE

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

CONTROLS = ("input", "select", "textarea")
LONGEST_TEXT = 300
"""Characters of a label or heading; what is longer is cut."""
_NODES = 400
"""Of an element, looked at for its text."""
_BOLD_LEVEL = 7
"""Of a paragraph that is all bold: below every heading that is marked as one."""
_ROW_LEVEL = 8
"""Of a row of one cell that heads the rows below it: below all headings."""
_WIDEST_SPAN = 20
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SILENT = {
    *("script", "style", "template", "noscript", "svg", "head", "object", "iframe", "button", "nav", "audio"),
    *("video", "canvas", "datalist", "map", "search"),
}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl"),
    *("dt", "fieldset", "figure", "footer", "form", "header", "hr", "legend", "li", "main", "ol", "p", "pre"),
    *(
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
        *_HEADINGS,
    ),
}
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:^|[;\s{])opacity\s*:\s*0?\.?0*\s*(?:;|$|!)"
    r"|(?:left|right|top|bottom|text-indent|margin(?:-\w+)?)\s*:\s*-\d{3,}"
    r"|(?:^|[;\s{])(?:height|width|font-size|max-height)\s*:\s*[01](?:px)?\s*(?:;|$|!)|clip\s*:\s*rect\(\s*[01]",
    re.IGNORECASE,
)
_GONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_TRAP = re.compile(
    r"honey[-_]?pot|ohno?honey|bot[-_]?trap|leave[-_]?(?:this[-_]?)?(?:blank|empty)"
    r"|(?:^|[\s_-])hp[-_]?(?:field|check|email|url)",
    re.IGNORECASE,
)
"""Names that traps for robots have."""
_OUT_OF_SIGHT = re.compile(
    r"(?:^|\s)(?:hidden|d-none|invisible|visually-?hidden|sr-only|screen-reader-text|off-?screen)(?:\s|$)",
    re.IGNORECASE,
)
_SHOWN_AGAIN = re.compile(r"(?:^|\s)\w+:(?:block|flex|grid|inline|table|contents)")
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]*)\}")
_MEDIA = re.compile(r"@media[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE)
_SIMPLE_SELECTOR = re.compile(r"(?:^|[\s>+~])[a-z]*([.#])([\w-]+)$", re.IGNORECASE)


@dataclass(slots=True)
class Control:
    """A control of the page. before, after: the words right around it. scopes: the headings and legends
    above it. cell, head: of the row and of the column that it stands in. hidden: not to be seen, so no
    person fills it. locked: in a fieldset that is switched off.
    """

    element: Element
    before: str
    sections: tuple[str, ...]
    legend: str
    scope: int
    cell: str
    head: str
    hidden: bool
    locked: bool
    after: str = ""

    @property
    def tag(self) -> str:
        return str(self.element.tag).rpartition("}")[2].lower()

    @property
    def place(self) -> int:
        """Where its tag stands in the source."""
        return int(self.element.get(PLACE, "-1"))


@dataclass(slots=True)
class _Scope:
    """A fieldset, or what a page says is one: its legend, and the headings so far in it by level."""

    number: int
    legend: str = ""
    headings: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """An open table: the last row that asks nothing, and the row that is being read.

    cells: their texts, by columns of the grid; count: how many cells; asked: whether one has a control.
    """

    heads: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    count: int = 0
    asked: bool = False

    def begin_row(self) -> None:
        self.cells, self.count, self.asked = [], 0, False


@dataclass(slots=True)
class _Walk:
    hiding: Mapping[str, bool]
    named: Mapping[str, Element]
    words: list[str] = field(default_factory=list)
    last: str = ""
    scopes: list[_Scope] = field(default_factory=lambda: [_Scope(0)])
    tables: list[_Table] = field(default_factory=list)
    counted: int = 0
    hidden: int = 0
    off: int = 0
    open_control: Control | None = None

    def enter(self, element: Element, tag: str) -> Control | None:
        self.hidden += hides(element, self.hiding)
        if tag in _BLOCKS:
            self.flush()
        if tag in CONTROLS:
            return self.control(element)
        if is_scope(element, tag):
            self.counted += 1
            self.scopes.append(_Scope(self.counted, said(element, self.named)))
            self.off += tag == "fieldset" and element.get("disabled") is not None
        elif tag == "legend" and not self.scopes[-1].legend:
            self.scopes[-1].legend = text_of(element)
        elif tag in _HEADINGS:
            self._heading(_HEADINGS[tag], text_of(element))
        elif tag in ("b", "strong") and _is_all_of_its_block(element):
            self._heading(_BOLD_LEVEL, text_of(element))
        elif tag == "table":
            self.tables.append(_Table())
        elif tag == "tr" and self.tables:
            self.tables[-1].begin_row()
        elif tag in ("td", "th") and self.tables:
            self.tables[-1].cells += [""] * _span(element)
            self.tables[-1].count += 1
        elif tag == "br":
            self.words.append(" ")
        self.say(element.text)
        return None

    def leave(self, element: Element, tag: str) -> None:
        if tag in _BLOCKS:
            self.flush(keep=tag not in (*_HEADINGS, "legend"))
        if is_scope(element, tag):
            self.scopes.pop()
            self.off -= tag == "fieldset" and element.get("disabled") is not None
        elif tag == "table" and self.tables:
            self.tables.pop()
            headings = self.scopes[-1].headings
            headings[:] = [one for one in headings if one[0] < _ROW_LEVEL]
        elif tag in ("td", "th") and self.tables and self.tables[-1].cells:
            cells, span = self.tables[-1].cells, _span(element)
            cells[-span:] = cells[-1:] * span
        elif tag == "tr" and self.tables:
            self._end_row(self.tables[-1])
        self.hidden -= hides(element, self.hiding)

    def _end_row(self, table: _Table) -> None:
        """A row without controls is at the head of columns, or of the rows below it if it is one cell."""
        self.last = ""
        if not table.asked and table.count > 1:
            table.heads = table.cells
        elif not table.asked and table.cells:
            self._heading(_ROW_LEVEL, table.cells[0])

    def control(self, element: Element) -> Control:
        table = self.tables[-1] if self.tables else None
        scope = self.scopes[-1]
        between = _line("".join(self.words))
        if self.open_control is not None:
            self.open_control.after = between
        found = Control(
            element,
            before=between or self.last,
            sections=tuple(self._sections()),
            legend=scope.legend,
            scope=scope.number,
            cell=next((cell for cell in reversed(table.cells[:-1]) if cell), "") if table else "",
            head=table.heads[len(table.cells) - 1] if table and len(table.cells) <= len(table.heads) else "",
            hidden=self.hidden > 0,
            locked=self.off > 0,
        )
        if table:
            table.asked = True
        self.words, self.last, self.open_control = [], "", found
        return found

    def say(self, text: str | None) -> None:
        if text and not self.hidden:
            self.words.append(text)

    def flush(self, keep: bool = True) -> None:
        """A block begins or ends: what was gathered stands before the next control, or after the last."""
        text = _line("".join(self.words))
        self.words = []
        if self.open_control is not None:
            self.open_control.after = text
            self.open_control = None
        if text:
            self.last = text if keep else ""
            if self.tables and self.tables[-1].cells:
                self.tables[-1].cells[-1] = _line(f"{self.tables[-1].cells[-1]} {text}")

    def _heading(self, level: int, text: str) -> None:
        if text and not self.hidden:
            headings = self.scopes[-1].headings
            headings[:] = [one for one in headings if one[0] < level] + [(level, text)]

    def _sections(self) -> Iterator[str]:
        for scope in self.scopes:
            if scope.legend:
                yield scope.legend
            yield from (text for _, text in scope.headings)


def controls(root: Element, styles: str) -> Iterator[Control]:
    """The controls below an element, in order. styles: of the page, which may hide some.

    What stands after a control is known once the next one has come.
    """
    from lxml import etree

    walk = etree.iterwalk(root, events=("start", "end", "comment"))
    state = _Walk(hiding_rules(styles), named(root))
    for event, element in walk:
        tag = _tag(element)
        if event == "start":
            if tag in _SILENT or element.get("role") == "search":
                walk.skip_subtree()
            elif (found := state.enter(element, tag)) is not None:
                yield found
                walk.skip_subtree()
        else:
            if event == "end" and not (tag in _SILENT or element.get("role") == "search"):
                state.leave(element, tag)
            elif event == "end" and state.open_control is not None and tag == "button":
                state.flush()
            if element is not root:
                state.say(element.tail)
    state.flush()


def text_of(element: Element) -> str:
    """What an element says on one line, without what its controls, scripts and hidden parts hold."""
    from lxml import etree

    words: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end", "comment"))
    for count, (event, inner) in enumerate(walk):
        tag = _tag(inner)
        if event == "start":
            if tag in _SILENT or tag in CONTROLS or (inner is not element and _is_gone(inner)):
                walk.skip_subtree()
            else:
                words.append((" " if tag in _BLOCKS or tag == "br" else "") + (inner.text or ""))
        elif inner is not element:
            words.append((" " if tag in _BLOCKS else "") + (inner.tail or ""))
        if count > _NODES:
            break
    return _line("".join(words))


def named(root: Element) -> dict[str, Element]:
    """The elements that have an id, by it; the first of several."""
    return {one.get("id", ""): one for one in reversed(list(root.iter("*"))) if one.get("id")}


def said(element: Element, named: Mapping[str, Element]) -> str:
    """What an element says of itself to a screen reader; "" where it does not."""
    return referred(element, "aria-labelledby", named) or _line(element.get("aria-label", ""))


def referred(element: Element, attribute: str, named: Mapping[str, Element]) -> str:
    """The text of the elements whose ids stand in an attribute."""
    ids = element.get(attribute, "").split()[:8]
    return _line(" ".join(text_of(named[one]) for one in ids if one in named))


def is_scope(element: Element, tag: str) -> bool:
    """Whether it holds controls that belong together under one legend."""
    return tag == "fieldset" or (tag not in CONTROLS and element.get("role") in ("group", "radiogroup"))


def hides(element: Element, rules: Mapping[str, bool]) -> bool:
    """Whether nobody sees an element, so that what it asks is a trap or no question.

    A box or button of a choice may itself be drawn by its label; then only what takes both away hides it.
    """
    names = [*(f".{one}" for one in element.get("class", "").split()), f"#{element.get('id', '')}"]
    gone = _is_gone(element) or any(rules.get(one) for one in names)
    if gone or element.get("type", "").lower() in ("radio", "checkbox"):
        return gone
    own = " ".join((element.get("class", ""), element.get("id", ""), element.get("name", "")))
    skipped = element.get("tabindex") == "-1" and element.get("autocomplete", "").lower() == "off"
    return (
        _HIDING.search(element.get("style", "")) is not None
        or any(one in rules for one in names)
        or _TRAP.search(own) is not None
        or (_tag(element) != "label" and _is_out_of_sight(element.get("class", "")))
        or (_tag(element) in CONTROLS and skipped)
    )


def hiding_rules(styles: str) -> dict[str, bool]:
    """The classes and ids that the page's own style sheets hide; True where nothing is left of them."""
    found: dict[str, bool] = {}
    first, *others = styles.split("/*")
    told = first + "".join(one.partition("*/")[2] for one in others)
    for selectors, rule in _RULE.findall(_MEDIA.sub("", told)):
        if _HIDING.search(rule):
            for selector in selectors.split(","):
                if simple := _SIMPLE_SELECTOR.search(selector.strip()):
                    name = simple[1] + simple[2]
                    found[name] = found.get(name, False) or _GONE.search(rule) is not None
    return found


def _is_out_of_sight(classes: str) -> bool:
    """Whether the classes of common frameworks hide an element, on screens of every size."""
    return _OUT_OF_SIGHT.search(classes) is not None and _SHOWN_AGAIN.search(classes) is None


def _is_gone(element: Element) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden", "").lower() == "true"
        or element.get("type", "").lower() == "hidden"
        or _GONE.search(element.get("style", "")) is not None
    )


def _is_all_of_its_block(element: Element) -> bool:
    """Whether a paragraph holds this element and nothing else."""
    block = element.getparent()
    if block is None or _tag(block) not in ("p", "div") or len(block) != 1 or len(element):
        return False
    return not ((block.text or "").strip() or (element.tail or "").strip())


def _span(cell: Element) -> int:
    """How many columns a cell takes."""
    span = cell.get("colspan", "1").strip()
    return min(int(span), _WIDEST_SPAN) or 1 if re.fullmatch(r"\d{1,4}", span) else 1


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_TEXT]
