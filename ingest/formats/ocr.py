"""Text in pictures, recognised by Tesseract where that program is installed.

It runs as a process of its own with one thread, gets the picture through a pipe, and is ended when it takes
too long. Photographs without text make it see letters everywhere, so only what it is sure of counts.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from ingest.formats import FormatError, MissingReaderError
from ingest.options import Options

if TYPE_CHECKING:
    from PIL.Image import Image

Place = TypeVar("Place")
PROGRAM = "tesseract"
SURE_WORD, SURE_LINE, SURE_PICTURE = 40.0, 60.0, 75.0
"""Tesseract's own confidence in percent: of a word that is kept, of a line on average, and of the words that
show that there is text at all."""
SHARE_OF_TIME = 0.7
"""Of the seconds that reading one file may take; what is left is for everything else."""
FEWEST_WORDS = 3
"""Words of at least three letters that it must be sure of in a picture."""
LARGEST_SIDE = 3_500
"""Pixels: a page of A4 at 300 dots an inch. Larger pictures are made smaller."""
SMALLEST_SIDE = 1_000
"""Pixels: smaller pictures, whose letters are too small for it, are made larger."""


def tools() -> str:
    """ "tesseract" where it is installed, else "": a part of the tag of each format that it reads for."""
    return PROGRAM if shutil.which(PROGRAM) else ""


def recognise_pages(pages: Iterable[tuple[Place, Image]], options: Options) -> list[tuple[Place, str]]:
    """The text on each page that shows some, with its place, for as long as one file may take.

    Pages for which there is no time left are left out. Raises as `recognise` does, where that is so on the
    first page.
    """
    found: list[tuple[Place, str]] = []
    until = time.monotonic() + options.seconds * SHARE_OF_TIME
    for number, (place, page) in enumerate(pages):
        left = until - time.monotonic()
        try:
            found.append((place, recognise(page, options.ocr_languages, max(left, 0.001))))
        except FormatError:
            if number == 0:
                raise
            break
    return [(place, text) for place, text in found if text]


def recognise(picture: Image, languages: Sequence[str] = ("eng",), seconds: float = 45.0) -> str:
    """The text in a picture, an empty line between paragraphs; "" where it shows none.

    Raises MissingReaderError where Tesseract, or what it needs to know of a language, is not installed, and
    FormatError when it fails or takes longer than `seconds`.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise MissingReaderError("its text could be read by Tesseract, which is not installed; install it")
    command = [program, "stdin", "stdout", "-l", "+".join(languages), "--psm", "3", "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command,
            input=_prepared(picture),
            capture_output=True,
            timeout=seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FormatError(f"recognising its text took more than {seconds:.0f} s") from error
    except OSError as error:
        raise FormatError(f"Tesseract could not be started: {error.strerror or error}") from error
    if done.returncode != 0:
        raise _failure(done.stderr.decode("utf-8", "replace"), languages)
    return _sure_text(done.stdout.decode("utf-8", "replace"))


def _failure(said: str, languages: Sequence[str]) -> FormatError:
    if "data file" in said or "languages" in said:
        return MissingReaderError(
            f"Tesseract is installed without its data for {' or '.join(languages)}; install that"
        )
    last = next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "it said nothing")
    return FormatError(f"Tesseract failed on it: {last[:200]}")


def _prepared(picture: Image) -> bytes:
    """The picture in shades of grey, of a size at which Tesseract reads best, as an uncompressed file."""
    longest = max(picture.size)
    scale = LARGEST_SIDE / longest if longest > LARGEST_SIDE else 1.0
    if longest < SMALLEST_SIDE:
        scale = min(3.0, 2 * SMALLEST_SIDE / longest)
    grey = _on_white(picture).convert("L")
    if scale != 1.0:
        grey = grey.resize((max(1, round(grey.width * scale)), max(1, round(grey.height * scale))))
    file = io.BytesIO()
    grey.save(file, "PPM")
    return file.getvalue()


def _on_white(picture: Image) -> Image:
    """What is see-through lies on white, as on paper."""
    from PIL import Image as images

    if picture.mode not in ("RGBA", "LA", "PA", "P") and "transparency" not in picture.info:
        return picture
    layer = picture.convert("RGBA")
    paper = images.new("RGBA", layer.size, "white")
    return images.alpha_composite(paper, layer)


def _sure_text(table: str) -> str:
    """The words of Tesseract's table that can be trusted, line by line."""
    lines = list(_lines(table))
    sure = sum(score >= SURE_PICTURE and _letters(word) >= 3 for _, words in lines for word, score in words)
    if sure < FEWEST_WORDS:
        return ""
    text, paragraph_before = "", ""
    for paragraph, words in lines:
        kept = [word for word, score in words if score >= SURE_WORD]
        average = sum(score for _, score in words) / len(words)
        if average < SURE_LINE or not any(_letters(word) for word in kept):
            continue
        text += ("" if not text else "\n" if paragraph == paragraph_before else "\n\n") + " ".join(kept)
        paragraph_before = paragraph
    return text


def _lines(table: str) -> Iterator[tuple[str, list[tuple[str, float]]]]:
    """Each line as its paragraph's number and its words with their scores."""
    found: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        word = (row.get("text") or "").strip()
        if row.get("level") == "5" and word:
            paragraph = f"{row['page_num']}.{row['block_num']}.{row['par_num']}"
            found.setdefault((paragraph, row["line_num"]), []).append((word, float(row["conf"])))
    for (paragraph, _), words in found.items():
        yield paragraph, words


def _letters(word: str) -> int:
    return sum(character.isalnum() for character in word)
