"""What a Word document holds and its reader does not see: hidden, white, tiny letters, words of pictures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.document import Hidden, HiddenBy
from ingest.formats.package import attribute, child, local
from ingest.hidden import hidden

if TYPE_CHECKING:
    from lxml.etree import _Element

TINY = 6
"""Half points: letters up to three points high are not read."""
_PALE = ("", "auto", "FFFFFF", "clear")
_WORD = "{*}r"


def hidden_in_word(body: _Element) -> list[Hidden]:
    """The stretches of a document's body that are not seen."""
    found: list[Hidden] = []
    last = ""
    runs = ((_way(run), _text(run)) for run in body.iter(_WORD))
    for by, some in groupby(runs, key=lambda run: run[0]):
        text = "".join(said for _, said in some)
        if by is not None:
            found.extend(hidden(by, text, last))
        last = text
    for picture in body.iter("{*}docPr"):
        found.extend(hidden("alt", attribute(picture, "descr") or "", ""))
    return found


def _text(run: _Element) -> str:
    return "".join(_words(run))


def _words(run: _Element) -> Iterator[str]:
    for inner in run:
        if local(inner) == "t":
            yield inner.text or ""
        elif local(inner) in ("tab", "br", "cr"):
            yield " "


def _way(run: _Element) -> HiddenBy | None:
    looks = child(run, "rPr")
    if looks is None:
        return None
    for name in ("vanish", "webHidden", "specVanish"):
        if (switch := child(looks, name)) is not None and attribute(switch, "val") not in (
            "0",
            "false",
            "off",
        ):
            return "not shown"
    size = attribute(child(looks, "sz"), "val") or ""
    if size.isdecimal() and int(size) <= TINY:
        return "size"
    if (attribute(child(looks, "color"), "val") or "").upper() == "FFFFFF" and not _on_dark(run, looks):
        return "colour"
    return None


def _on_dark(run: _Element, looks: _Element) -> bool:
    """Whether there is a colour behind the letters: of the run, its paragraph, its cell."""
    if child(looks, "highlight") is not None or _is_shaded(child(looks, "shd")):
        return True
    settings = {"p": "pPr", "tc": "tcPr", "tbl": "tblPr"}
    return any(
        _is_shaded(child(above, settings[local(above)], "shd")) or _has_style(above)
        for above in run.iterancestors()
        if local(above) in settings
    )


def _has_style(above: _Element) -> bool:
    """A table's style may colour it."""
    return local(above) == "tbl" and child(above, "tblPr", "tblStyle") is not None


def _is_shaded(shade: _Element | None) -> bool:
    return shade is not None and (attribute(shade, "fill") or "") not in _PALE
