"""Subtitles and transcripts, SubRip and WebVTT: what is said, by its seconds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ingest.content import Content
from ingest.document import Locator, Passage, Reading
from ingest.formats import FormatError
from ingest.passages import Block, merge_paragraphs

_AT = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
"""Not all programs pad with zeros: the transcripts of Teams have 0:1:5.2."""
_TIMES = re.compile(rf"\s*{_AT}\s*-->\s*{_AT}")
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+([^>]+)>")
_MARKS = re.compile(r"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>|\{\\[^}]*\}")


@dataclass(frozen=True, slots=True)
class Cue:
    """Seconds from the start, rounded outwards to whole ones."""

    start: int
    end: int
    text: str
    speaker: str | None = None


def read(content: Content) -> Iterator[Reading]:
    """The passages of subtitles, none across two speakers. Raises FormatError where there are none."""
    found = cues(content.lines)
    if not found and content.text.strip():
        raise FormatError("it has no subtitles with times")
    passages: list[Passage] = []
    for speaker, run in groupby(found, key=lambda cue: cue.speaker):
        said = list(run)
        texts = [cue.text for cue in said]
        for stretch in merge_paragraphs(texts, (Block(at, at + 1) for at in range(len(texts)))):
            within = said[stretch.start : stretch.end]
            place = Locator.seconds(within[0].start, max(cue.end for cue in within))
            passages.append(Passage(stretch.text, place, speaker=speaker))
    yield Reading(tuple(passages), time=content.written)


def text_at(content: Content, locator: Locator) -> str:
    """All that is said within the seconds of a place."""
    start, end = locator.start, locator.end
    if locator.kind != "seconds" or start is None or end is None:
        raise LookupError(f"there is no {locator} in it")
    texts = [cue.text for cue in cues(content.lines) if start <= cue.start and cue.end <= end]
    if not texts:
        raise LookupError(f"there is no {locator} in it")
    return "\n".join(texts)


def cues(lines: list[str]) -> list[Cue]:
    """The cues in the order of their times, each text once: rolling captions repeat what they just said."""
    found: list[Cue] = []
    number = 0
    while number < len(lines):
        times = _TIMES.match(lines[number])
        number += 1
        if times is None:
            continue
        start = number
        while number < len(lines) and lines[number].strip() and not _TIMES.match(lines[number]):
            number += 1
        cue = _cue(times.groups(), lines[start:number])
        if cue.text and not (found and found[-1].text == cue.text):
            found.append(cue)
    return sorted(found, key=lambda cue: cue.start)


def _cue(times: tuple[str | None, ...], lines: list[str]) -> Cue:
    voice = _VOICE.search(" ".join(lines))
    words = (" ".join(_MARKS.sub("", line).split()) for line in lines)
    start = math.floor(_seconds(times[:4]))
    end = max(start, math.ceil(_seconds(times[4:])))
    return Cue(start, end, "\n".join(filter(None, words)), voice[1].strip() if voice else None)


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")
