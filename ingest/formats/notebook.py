"""Jupyter notebooks: notes, code and what it printed, cell by cell; pictures are left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from ingest.content import Content
from ingest.document import Locator, Passage, Reading
from ingest.encoding import clean
from ingest.formats import FormatError
from ingest.formats.markdown import markdown_parts
from ingest.outline import Break, Heading, Part, sections
from ingest.passages import Block, merge_blocks

LONGEST_OUTPUT = 1_000
"""Characters of what a cell printed; what comes after is a log more often than a result."""
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Cell:
    """kind: "markdown", "code", or what else the notebook calls it. output: what it printed, shortened."""

    number: int
    kind: str
    source: str
    output: str

    @property
    def text(self) -> str:
        return f"{self.source}\n{self.output}" if self.output else self.source


def read(content: Content) -> Iterator[Reading]:
    """The passages of a notebook, none across two cells. Raises FormatError where it is no notebook."""
    notebook = _notebook(content.text)
    cells = list(_cells(notebook))
    lines, owners = _laid_out(cells)
    parts = [part for cell, start in zip(cells, _starts(cells), strict=True) for part in _parts(cell, start)]
    passages = tuple(
        Passage(found.text, Locator.cell(owners[found.start]), section.heading, time=section.time)
        for section in sections(parts, content.written)
        for found in merge_blocks(lines, section.blocks)
        if found.text.strip()
    )
    first = next((part.text for part in parts if isinstance(part, Heading)), None)
    yield Reading(passages, _title(notebook) or first, content.written)


def text_at(content: Content, locator: Locator) -> str:
    """The source of a cell, and below it what it printed."""
    for cell in _cells(_notebook(content.text)):
        if locator.kind == "cell" and cell.number == locator.start:
            return cell.text
    raise LookupError(f"there is no {locator} in it")


def _notebook(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatError("it is damaged: a notebook is JSON, and this is not") from error
    if not isinstance(found, dict) or not ("cells" in found or "worksheets" in found):
        raise FormatError("it is no notebook: it has no cells")
    return found


def _cells(notebook: dict[str, Any]) -> Iterator[Cell]:
    """The cells, counted from 1 as they stand; notebooks of before 2015 have them in worksheets."""
    sheets = notebook.get("worksheets")
    sheets = (
        [sheet for sheet in sheets if isinstance(sheet, dict)] if isinstance(sheets, list) else [notebook]
    )
    cells = [cell for sheet in sheets for cell in _list(sheet.get("cells"))]
    for number, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict):
            continue
        source = _text(cell.get("source", cell.get("input")))
        if cell.get("cell_type") == "heading":
            level = cell.get("level")
            source = "#" * (level if isinstance(level, int) and 0 < level < 7 else 1) + " " + source
        kind = {"heading": "markdown"}.get(str(cell.get("cell_type")), str(cell.get("cell_type")))
        yield Cell(number, kind, source, _outputs(cell))


def _outputs(cell: dict[str, Any]) -> str:
    """What the cell printed and gave back, as plain text; of an error its last words."""
    texts = (_output(output) for output in _list(cell.get("outputs")) if isinstance(output, dict))
    whole = "\n".join(text.strip("\n") for text in texts if text.strip())
    return whole if len(whole) <= LONGEST_OUTPUT else whole[:LONGEST_OUTPUT].rstrip() + " …"


def _output(output: dict[str, Any]) -> str:
    if output.get("output_type") in ("error", "pyerr"):
        return f"{output.get('ename', '')}: {output.get('evalue', '')}"
    data = output.get("data")
    plain = data.get("text/plain") if isinstance(data, dict) else None
    if isinstance(data, dict) and any(str(kind).startswith("image/") for kind in data):
        return ""  # Its plain text only names the picture: "<Figure size 640x480>".
    return _COLOURS.sub("", _text(output.get("text") or plain))


def _laid_out(cells: list[Cell]) -> tuple[list[str], list[int]]:
    """The lines of all cells, and of each line the number of its cell."""
    lines = [line for cell in cells for line in cell.text.split("\n")]
    return lines, [cell.number for cell in cells for _ in range(cell.text.count("\n") + 1)]


def _starts(cells: list[Cell]) -> list[int]:
    """Of each cell, its first line among those of all."""
    return [0, *accumulate(cell.text.count("\n") + 1 for cell in cells)][:-1]


def _parts(cell: Cell, start: int) -> Iterator[Part]:
    """The headings and blocks of a cell that begins at a line; code and its output are never cut."""
    yield Break()
    if cell.kind == "markdown":
        for part in markdown_parts(cell.source.split("\n")):
            yield _moved(part, start)
        return
    source = start + cell.source.count("\n") + 1
    end = start + cell.text.count("\n") + 1
    yield Block(start, min(source, end), splittable=cell.kind != "code")
    if source < end:
        yield Block(source, end, splittable=False)


def _moved(part: Part, by: int) -> Part:
    if isinstance(part, Break):
        return part
    if isinstance(part, Heading):
        block = Block(part.block.start + by, part.block.end + by)
        return Heading(part.level, part.text, block, part.time)
    return Block(part.start + by, part.end + by, part.splittable)


def _title(notebook: dict[str, Any]) -> str | None:
    about = notebook.get("metadata")
    title = about.get("title") if isinstance(about, dict) else None
    return title.strip() or None if isinstance(title, str) else None


def _text(value: object) -> str:
    """A text that is given whole or as a list of lines."""
    joined = "".join(part for part in value if isinstance(part, str)) if isinstance(value, list) else value
    return clean(joined) if isinstance(joined, str) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
