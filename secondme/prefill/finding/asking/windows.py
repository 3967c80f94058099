"""Windows: of the passages that may answer, the few lines that most likely do, the likeliest first. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.passages import count_words
from secondme.memories.kin import ME
from secondme.prefill.finding.notes.labels import read_label
from secondme.prefill.finding.notes.lines import lines_of
from secondme.prefill.finding.notes.owners import NOBODY, is_about_me, owner_of
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.circle import Circle
from secondme.recall.sentences import sentences_of
from secondme.recall.time_tokens import fold

WORDS = 6
"""A window is a sentence, with what follows it where it has fewer words than this. In every further one a
small model sees answers: among seven lines of a note, one of 1.5B was less sure of the right one of each of
five things, by 1 to 5 in natural log, than in its own line.
"""
WRAPPED = 60
"""Characters that a line has at least that goes on in the next one."""
_ABBREVIATED = re.compile(
    r"(?:\b\d{1,2}|\b(?:Dr|Dra|Mr|Mrs|Ms|Prof|Nr|No|St|Sr|Sra|Sig|geb|ca|Tel|Str))\.$", re.I
)
"""What ends with a full stop and is no end of a sentence."""
IN_HEADING, OF_THE_PERSON = 0.5, 0.25
"""What a cue in a heading, and a note about the person themselves, count beside a cue in the words."""


@dataclass(frozen=True, slots=True)
class Window:
    """A few lines of a passage. text: as a model reads them. cued: how strongly they speak of what is asked,
    by the different cues in them.
    """

    said: Said
    text: str
    cued: float


def windows_of(passages: Iterable[Said], cues: re.Pattern[str]) -> list[Window]:
    """The windows of the passages, the likeliest first; of those equally likely, the newest."""
    made = [window for said in passages for window in _windows_in(said, cues)]
    return sorted(made, key=lambda one: (one.cued, _written(one)), reverse=True)


def _windows_in(said: Said, cues: re.Pattern[str]) -> Iterator[Window]:
    """Each sentence that has cues; the first below its heading, where none has."""
    sentences = list(_sentences(said.text))
    counts = [len(set(cues.findall(fold(one)))) for one in sentences]
    headed = bool(cues.search(fold(said.heading))) * IN_HEADING + is_about_me(said) * OF_THE_PERSON
    for at in [at for at, count in enumerate(counts) if count] or range(len(sentences))[:1]:
        last = at + 1
        while last < len(sentences) and count_words(" ".join(sentences[at:last])) < WORDS:
            last += 1
        head = "" if counts[at] else said.heading.split(" > ")[-1]
        text = "\n".join(sentences[at:last])
        yield Window(said, f"{head}:\n{text}" if head else text, counts[at] + headed)


def sentence_of(window: Window, value: str) -> str:
    """The sentence or line of a window in which a value stands."""
    return next((one for one in window.text.split("\n") if value in one), window.text)


def is_of_others(said: Said, value: str, circle: Circle, keys: Iterable[str], around: str) -> bool:
    """Whether the innermost line in which a value stands names somebody else as its owner."""
    owners = [
        owner_of(line, read_label(line.label), circle, around)
        for line in lines_of(said.text)
        if value in line.value and not line.is_sentence
    ]
    return bool(owners) and owners[-1] not in {ME, NOBODY, *keys}


def _written(window: Window) -> float:
    """When, in seconds since 1970; what has no date is old."""
    return window.said.said_at.timestamp() if window.said.said_at else 0.0


def _sentences(text: str) -> Iterator[str]:
    """The sentences and lines of a text, none of them ended by "7." or "Dr.", or by the edge of a page."""
    begun = ""
    for sentence in sentences_of(text):
        piece = " ".join(sentence.split())
        if begun and not (_ABBREVIATED.search(begun) or _goes_on(begun, piece)):
            yield begun
            begun = ""
        begun = f"{begun} {piece}".strip()
    if begun:
        yield begun


def _goes_on(line: str, following: str) -> bool:
    """Whether a line was only wrapped: it is long and ends with no mark, and what follows is no beginning."""
    return len(line) >= WRAPPED and line[-1].isalnum() and (following[0].islower() or following[0].isdigit())
