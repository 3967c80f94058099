"""What a page holds and a browser does not show, or shows so that nobody sees it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from ingest.document import Hidden, HiddenBy
from ingest.hidden import hidden

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PALE_NUMBER = r"\s*25[0-5]\s*"
_WHITE = (
    r"(?:white\b|transparent\b|#fff(?:fff)?\b|#(?:f[a-f0-9]){3}\b|"
    rf"rgba?\({_PALE_NUMBER},{_PALE_NUMBER},{_PALE_NUMBER})"
)


def _style(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


_WAYS: tuple[tuple[HiddenBy, re.Pattern[str]], ...] = (
    ("not shown", _style(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)")),
    ("colour", _style(rf"(?<![-\w])color\s*:\s*{_WHITE}|(?<![-\w])opacity\s*:\s*0?(?:\.0\d*)?\s*(?:;|$)")),
    (
        "size",
        _style(
            r"font-size\s*:\s*(?:0|[0-2](?:\.\d+)?(?:px|pt)|0?\.[01]\d*r?em)\b|"
            r"(?<![-\w])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|$)"
        ),
    ),
    (
        "place",
        _style(
            r"(?:left|top|right|bottom|text-indent|margin(?:-\w+)?)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*0|"
            r"clip-path\s*:\s*inset\((?:50|100)%"
        ),
    ),
)
_GROUND = re.compile(r"background(?:-color)?\s*:\s*([^;]+)", re.IGNORECASE)
_PALE = re.compile(rf"{_WHITE}|none\b|inherit\b", re.IGNORECASE)
_STYLED, _STYLED_END = _style(r"<style\b"), _style(r"</style")
_ALWAYS = _style(r"\s*@media\s+(?:only\s+)?(?:all|screen)\s*")
_NAME = re.compile(r"(?:^|,|\s)[\w]*[.#]([\w-]+)\s*(?=,|$)")
MOST_STYLES = 200_000
"""Characters of style sheets that are looked through."""
DEEPEST = 4
"""Rules within rules that are looked into."""
_MARKED = "//comment() | //*[@hidden or @style or @bgcolor] | //font[@color] | //img[@alt]"
_NAMED = "//*[@class or @id]"
_NO_WORDS = {"script", "style", "noscript", "template", "head"}

Names = Mapping[str, HiddenBy]


def hidden_in_page(root: Element, names: Names | None = None) -> list[Hidden]:
    """The stretches of a page that are not seen. names: those that hide, as `hiding_names` tells."""
    found: list[Hidden] = []
    taken: set[Element] = set()
    for element in cast("Iterable[Element]", root.xpath(f"{_MARKED} | {_NAMED}" if names else _MARKED)):
        hides = list(_stretch(element, names or {}))
        if not hides or (taken and not taken.isdisjoint(element.iterancestors())):
            continue
        for by, text in hides:
            if by not in ("comment", "alt"):
                taken.add(element)
            found.extend(hidden(by, text, _before(element)))
    return found


def hiding_names(page: str) -> Names:
    """The classes and ids that the page's own style sheets hide, each with how."""
    found: dict[str, HiddenBy] = {}
    for selectors, style in _rules("\n".join(_sheets(page))[:MOST_STYLES]):
        if ":" not in selectors and (by := way_of(style)) is not None:
            found |= dict.fromkeys(_NAME.findall(selectors.strip()), by)
    return found


def _sheets(page: str) -> Iterator[str]:
    """What stands between the tags of its style sheets."""
    at = 0
    while opened := _STYLED.search(page, at):
        start = page.find(">", opened.end()) + 1
        end = _STYLED_END.search(page, start) if start else None
        if end is None:
            return
        yield page[start : end.start()]
        at = end.end()


def _rules(sheets: str) -> Iterator[tuple[str, str]]:
    """Selectors and style of each rule that holds on any screen; not those for narrow ones, or for paper."""
    around: list[str] = []
    for piece in sheets.split("}"):
        *opened, style = piece.split("{")
        around.extend(opened)
        if opened and len(around) <= DEEPEST and all(map(_ALWAYS.fullmatch, around[:-1])):
            yield around[-1].rpartition(";")[2], style
        del around[-1:]


@lru_cache(maxsize=2_000)
def way_of(style: str) -> HiddenBy | None:
    """How a style hides what has it; None where it shows it."""
    for by, pattern in _WAYS:
        if pattern.search(style) and not (by == "colour" and _has_ground(style)):
            return by
    return None


def _stretch(element: Element, names: Names) -> Iterator[tuple[HiddenBy, str]]:
    if not isinstance(element.tag, str):
        yield "comment", element.text or ""
        return
    if element.tag in _NO_WORDS:
        return
    if element.tag == "img":
        yield "alt", element.get("alt", "")
    by = "not shown" if element.get("hidden") is not None else _way(element, names)
    if by is not None:
        yield by, _whole(element)


def _way(element: Element, names: Names) -> HiddenBy | None:
    colour = element.get("color", "") if element.tag == "font" else ""
    by = way_of(f"{element.get('style', '')};{f'color:{colour}' if colour else ''}")
    if by is None and names:
        own = (*element.get("class", "").split(), element.get("id", ""))
        by = next((names[name] for name in own if name in names), None)
    return None if by == "colour" and _on_dark(element) else by


def _on_dark(element: Element) -> bool:
    """Whether something around it is coloured: white letters are seen there."""
    return any(
        _has_ground(
            f"{one.get('style', '')};{f'background:{ground}' if (ground := one.get('bgcolor')) else ''}"
        )
        for one in (element, *element.iterancestors())
    )


def _has_ground(style: str) -> bool:
    ground = _GROUND.search(style)
    return ground is not None and _PALE.match(ground[1].strip()) is None


def _before(element: Element) -> str:
    """What is read before it."""
    last, parent = element.getprevious(), element.getparent()
    if last is not None:
        return last.tail or (_whole(last) if isinstance(last.tag, str) else "")
    if parent is None:
        return ""
    return parent.text if parent.text and parent.text.strip() else _before(parent)


def _whole(element: Element) -> str:
    return "".join(cast("Iterable[str]", element.itertext()))
