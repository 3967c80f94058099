"""All that is private in one text, in order and without overlaps."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from secondme.masking.dates import blank_dates, find_days
from secondme.masking.identities import find_identities
from secondme.masking.numbers import find_emails, find_numbers
from secondme.masking.places import PLACEHOLDER
from secondme.masking.secrets import find_secrets
from secondme.masking.span import KINDS, RANK, Kind, Span
from secondme.masking.words import Names

_WORD = re.compile(r"[A-Za-z0-9_]+")


def find_private(
    text: str,
    names: Names,
    *,
    dates: bool = False,
    kinds: Collection[Kind] = KINDS,
    again: Iterable[tuple[str, Kind]] = (),
) -> list[Span]:
    """What must not leave: whole words, apart from each other.

    dates: days and times too. kinds: of these alone. again: what was found to be a secret elsewhere, and is
    one here too, whatever stands around it.
    """
    found = [span for span in _all(text, names, dates) if span.kind in kinds]
    return _apart(_whole_words(text, [*found, *_repeated(text, again)]))


def _all(text: str, names: Names, dates: bool) -> Iterator[Span]:
    yield from (Span(*match.span(), "Mark") for match in PLACEHOLDER.finditer(text))
    yield from find_secrets(text)
    yield from find_emails(text)
    undated = blank_dates(text)
    yield from find_identities(undated)
    yield from find_numbers(undated)
    yield from names.find(text)
    if dates:
        yield from find_days(text)


def _repeated(text: str, values: Iterable[tuple[str, Kind]]) -> Iterator[Span]:
    for value, kind in values:
        start = text.find(value)
        while start >= 0:
            yield Span(start, start + len(value), kind)
            start = text.find(value, start + len(value))


def _whole_words(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Spans that begin and end where a word does, so that nothing of the text runs into a placeholder."""
    found = sorted(span for span in spans if span.start < span.end)
    if not found:
        return
    starts = {}
    ends = {}
    for word in _WORD.finditer(text):
        for place in range(*word.span()):
            starts[place + 1], ends[place] = word.span()
    for start, end, kind in found:
        yield Span(starts.get(start, start), ends.get(end, end), kind)


def _apart(spans: Iterable[Span]) -> list[Span]:
    apart: list[Span] = []
    for span in sorted(spans):
        if apart and span.start <= apart[-1].end:
            last = apart.pop()
            kind = min(last.kind, span.kind, key=RANK.__getitem__)
            span = Span(last.start, max(last.end, span.end), kind)
        apart.append(span)
    return apart
