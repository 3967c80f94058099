"""The pages of a form with their fields on them: for each place its words, its section, its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.forms.pdf_fields import AcroField, Widget
from ingest.forms.pdf_labels import Caption, captions
from ingest.forms.pdf_print import Printed, printed_pages, upright
from ingest.forms.pdf_sections import intro_of, last_trail, sections, title_of
from ingest.forms.pdf_surroundings import Spot
from ingest.forms.pdf_tables import Cell, cells

_NONE = Caption()


@dataclass(frozen=True, slots=True)
class Place:
    """A widget as people see it: the words beside it, the headings above it, its row in a table."""

    caption: Caption = _NONE
    section: str = ""
    cell: Cell | None = None
    group: str = ""


class Pages:
    """What is printed around the fields of a form.

    title, intro: of its first page; empty where they are not found. words: all that is printed, as far as it
    was read.
    """

    def __init__(self, data: bytes, fields: Sequence[AcroField]) -> None:
        """Raises PdfiumError."""
        widgets = [(field, at, widget) for field in fields for at, widget in enumerate(field.widgets)]
        numbers = sorted({0, *(widget.page for _, _, widget in widgets)})
        printed = printed_pages(data, numbers)
        self.title = self.intro = ""
        self.words = "\n".join(phrase.text for page in printed.values() for phrase in page.phrases)
        self._places: dict[tuple[str, int], Place] = {}
        self._groups: set[str] = set()
        trail: list[str] = []
        for number, page in printed.items():
            here = [one for one in widgets if one[2].page == number]
            if number == 0:
                self.title = title_of(page)
            taken = self._read(page, here, trail)
            if number == 0:
                self.intro = intro_of(page, self.title, taken)
            trail = last_trail(page, taken, trail)

    def place(self, field: AcroField, number: int = 0) -> Place:
        """Where one of the widgets of a field stands."""
        return self._places.get((field.key, number), Place())

    def _read(
        self, page: Printed, here: list[tuple[AcroField, int, Widget]], trail: Sequence[str]
    ) -> frozenset[int]:
        """Finds the places on a page. Returns the numbers of the phrases that are words of fields."""
        spots = [
            Spot(upright(widget.box, page.turned), field.kind in ("checkbox", "radio"))
            for field, _, widget in here
        ]
        table = cells({n: spot.box for n, spot in enumerate(spots) if not spot.tick}, page.phrases)
        found = captions(page, spots, table)
        taken = frozenset(number for caption in found for number in caption.taken)
        headings = sections(page, [spot.box for spot in spots], taken, trail)
        groups = self._named({cell.table: headings[cell.first] for cell in table.values()}, page.page)
        for number, (field, at, _) in enumerate(here):
            cell = table.get(number)
            caption = found[cell.first] if cell else found[number]
            group = groups[cell.table] if cell else ""
            self._places[field.key, at] = Place(caption, headings[number], cell, group)
        return taken

    def _named(self, tables: dict[int, str], page: int) -> dict[int, str]:
        """A name for each table: the heading right above it, with a number where another has it."""
        named = {}
        for table, section in tables.items():
            name = section.rpartition(" > ")[2] or self.title or f"table on page {page + 1}"
            number = 2
            while name in self._groups:
                name, number = f"{name.removesuffix(f' ({number - 1})')} ({number})", number + 1
            self._groups.add(name)
            named[table] = name
        return named
