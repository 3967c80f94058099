"""Pictures: what the file says of itself (date, place, camera, what people wrote to it) and the text in it.

Text is recognised where Tesseract is installed, unless the person has switched that off. No place is looked
up anywhere: coordinates stay coordinates.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from ingest.content import Content
from ingest.document import Locator, Passage, Reading
from ingest.formats import FormatError, MissingReaderError, NothingToReadError, ocr
from ingest.formats.ocr import tools as tools
from ingest.formats.picture_notes import Notes, notes_of, time_in_name
from ingest.passages import merge_blocks, paragraphs

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

READ = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "AVIF", "BMP", "JPEG2000")
"""Pillow's names of the formats that it may open here: no others, for some of them start programs."""
NOTES, TEXT = Locator.entry("picture"), Locator.entry("text")
ICON_SIDE = 128
"""Pixels: what is no larger than this is an icon or a button."""
MOST_PAGES = 30
"""Pages of a fax or a scan in one TIFF whose text is recognised."""
_DAMAGED = (OSError, ValueError, SyntaxError, EOFError, TypeError, RuntimeError)
"""What Pillow raises for a file that is not as it should be."""
_HEIF_BEGINNINGS = (b"ftyphei", b"ftyphev", b"ftypmif1", b"ftypmsf1")


def read(content: Content) -> Iterator[Reading]:
    """One picture. Raises NothingToReadError where it tells nothing, FormatError where nobody can open it."""
    with _opened(content) as picture:
        notes = _notes(picture)
        if not notes.tells and max(notes.size) <= ICON_SIDE:
            raise NothingToReadError("it is an icon: too small for a picture of anything")
        texts = _texts(picture, content, notes)
    taken = notes.taken or time_in_name(content.name) or content.written
    passages = tuple(_passages(notes, texts, taken))
    if not passages:
        raise NothingToReadError("it is a picture without text, date, place or description")
    title = next(iter(notes.written.get("title", ())), None)
    yield Reading(passages, title, taken)


def text_at(content: Content, locator: Locator) -> str:
    """What is known of the picture, or the text in it, which is recognised anew."""
    with _opened(content) as picture:
        notes = _notes(picture)
        if locator == NOTES and notes.tells:
            return str(notes)
        for place, text in _texts(picture, content, notes):
            if place == locator:
                return text
    raise LookupError(f"there is no {locator} in it")


def _notes(picture: ImageFile) -> Notes:
    try:
        return notes_of(picture)
    except _DAMAGED as error:
        raise FormatError("it is damaged or cut off") from error


def _passages(notes: Notes, texts: list[tuple[Locator, str]], taken: datetime | None) -> Iterator[Passage]:
    if notes.tells:
        yield Passage(str(notes), NOTES, time=taken)
    for place, text in texts:
        lines = text.split("\n")
        for stretch in merge_blocks(lines, paragraphs(lines, 0, len(lines))):
            yield Passage(stretch.text, place, time=taken)


def _texts(picture: ImageFile, content: Content, notes: Notes) -> list[tuple[Locator, str]]:
    """The text of the picture, or of each page of it, with its place.

    What keeps it from being read is told only where there is nothing else to tell of the picture.
    """
    if not content.options.ocr or max(picture.size) <= ICON_SIDE:
        return []
    try:
        return ocr.recognise_pages(_pages(picture), content.options)
    except FormatError:
        if notes.tells:
            return []
        raise
    except (*_DAMAGED, MemoryError) as error:
        if notes.tells:
            return []
        raise FormatError("it is damaged or cut off") from error


def _pages(picture: ImageFile) -> Iterator[tuple[Locator, Image]]:
    from PIL import ImageOps

    count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
    picture.draft("L", (ocr.LARGEST_SIDE, ocr.LARGEST_SIDE))  # A JPEG is unpacked no larger than it is used.
    for number in range(min(count, MOST_PAGES)):
        if number:
            picture.seek(number)
        upright = ImageOps.exif_transpose(picture)
        yield (Locator.page(number + 1) if count > 1 else TEXT), upright


@contextmanager
def _opened(content: Content) -> Iterator[ImageFile]:
    """The picture, not yet decoded. Raises FormatError: damaged, of no kind that is read, far too large."""
    from PIL import Image as images

    formats = _known_formats(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            picture = images.open(io.BytesIO(content.data), formats=formats)
        except images.DecompressionBombError as error:
            raise FormatError("it would unpack into far too many pixels") from error
        except _DAMAGED as error:
            raise FormatError("it is damaged or no picture of a kind that is read here") from error
        with picture:
            yield picture


def _known_formats(content: Content) -> list[str]:
    """What Pillow may take the file for; Apple's format is one that it has to be taught first."""
    from PIL import Image as images

    images.init()
    if not content.head[4:12].startswith(_HEIF_BEGINNINGS):
        return [name for name in READ if name in images.OPEN]
    try:
        from pi_heif import register_heif_opener
    except ImportError as error:
        raise MissingReaderError("pictures of this kind need the package pi-heif; install that") from error
    register_heif_opener()
    return ["HEIF"]
