"""Recordings: what is said in them, where a Whisper model lies on this machine.

faster-whisper, an optional extra, does the listening and takes sound apart by itself. The model is a folder
that the person put there; none is ever fetched. Passages say from which second to which they go.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.content import Content
from ingest.document import Locator, Passage, Reading
from ingest.encoding import clean
from ingest.formats import FormatError, MissingReaderError, NothingToReadError
from ingest.formats.picture_notes import time_in_name
from ingest.passages import TARGET_WORDS, count_words

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

FOLDER = "speech"
"""Among this program's models: here lies the model, or folders of models of which the first is used."""
MODEL_FILES = ("model.bin", "config.json")
SILENT = 0.6
"""Above this probability that nobody speaks, and with an unsure guess at the words, a stretch is left out."""
UNSURE = -1.0
"""The average logarithm of the probability of a word below which it is a guess."""
_BEGINNINGS = (
    *(b"RIFF", b"ID3", b"fLaC", b"OggS", b"#!AMR", b"caff", b"FORM", b".snd"),
    *(b"\x1aE\xdf\xa3", b"0&\xb2u"),
)
"""Of the kinds of sound that are taken apart: no list of addresses is among them, for it would be fetched."""


def tools() -> str:
    """ "whisper" where the library and a model are here, else "": a part of this format's tag."""
    return "whisper" if find_spec("faster_whisper") is not None and find_model() is not None else ""


def read(content: Content) -> Iterator[Reading]:
    """One recording. Raises MissingReaderError without library or model, FormatError without sound."""
    passages = tuple(
        Passage(text, Locator.seconds(start, end)) for start, end, text in _stretches(_said(content))
    )
    if not passages:
        raise NothingToReadError("nobody says anything in it that could be understood")
    yield Reading(passages, time=content.written or time_in_name(content.name))


def text_at(content: Content, locator: Locator) -> str:
    """What is said there, which is listened to anew."""
    for start, end, text in _stretches(_said(content)):
        if locator == Locator.seconds(start, end):
            return text
    raise LookupError(f"there is no {locator} in it")


def find_model(folder: Path | None = None) -> Path | None:
    """The folder of the speech model on this machine, None where there is none.

    folder: where to look, by default among the models of this program.
    """
    folder = folder or _models() / FOLDER
    try:
        candidates = [folder, *sorted(folder.iterdir())]
    except OSError:
        return None
    return next((one for one in candidates if all((one / name).is_file() for name in MODEL_FILES)), None)


def _said(content: Content) -> Iterator[tuple[float, float, str]]:
    """Each sentence or so with the seconds at which it begins and ends."""
    model = _model()
    if not _is_sound(content.head):
        raise FormatError("it is damaged or no recording of a kind that is read here")
    try:
        segments, _ = model.transcribe(
            io.BytesIO(content.data),
            beam_size=1,
            temperature=0.0,  # With another one the words come out differently each time.
            condition_on_previous_text=False,
        )
        for segment in segments:
            guessed = segment.no_speech_prob > SILENT and segment.avg_logprob < UNSURE
            text = " ".join(clean(segment.text).split())
            if text and not guessed:
                yield segment.start, segment.end, text
    except (ValueError, OSError, RuntimeError, IndexError) as error:
        raise FormatError("it is damaged, or holds no sound that can be taken apart") from error


def _stretches(said: Iterator[tuple[float, float, str]]) -> Iterator[tuple[int, int, str]]:
    """Sentences gathered to passages of the usual size, with whole seconds around them."""
    begin, end, text = 0.0, 0.0, ""
    for start, stop, words in said:
        if text and count_words(text) + count_words(words) > TARGET_WORDS:
            yield int(begin), int(end) + 1, text
            text = ""
        begin, end, text = (begin if text else start), stop, f"{text} {words}".strip()
    if text:
        yield int(begin), int(end) + 1, text


def _is_sound(head: bytes) -> bool:
    frame = len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0
    return frame or head.startswith(_BEGINNINGS) or head[4:8] == b"ftyp"


def _model() -> WhisperModel:
    if find_spec("faster_whisper") is None:
        raise MissingReaderError("listening to it needs the extra secondme[audio]; install that")
    folder = find_model()
    if folder is None:
        raise MissingReaderError(
            f"listening to it needs a Whisper model; put the folder of one, with its model.bin, into "
            f"{_models() / FOLDER}"
        )
    return _loaded(folder)


@lru_cache(maxsize=1)
def _loaded(folder: Path) -> Any:
    """Loading takes a second or more, and a folder of voice notes has many files."""
    from faster_whisper import WhisperModel

    try:
        return WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=2, local_files_only=True
        )
    except (RuntimeError, ValueError, OSError) as error:
        raise MissingReaderError(f"the Whisper model in {folder} cannot be loaded: {error}") from error


def _models() -> Path:
    """The folder of models, as `secondme.home` finds it, of which this package knows nothing."""
    import platformdirs

    home = os.environ.get("SECONDME_HOME") or platformdirs.user_data_dir("secondme", appauthor=False)
    chosen = os.environ.get("SECONDME_MODELS") or Path(home) / "models"
    return Path(chosen).expanduser().absolute()
