"""The wording of what is forgotten: its words, and runs of them, that stand nowhere else. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from secondme.recall.stop_words import STOP_WORDS

RUN = 5
"""So many words in a row are told from any others; of a shorter text it is all of them."""
MOST_RUNS = 50_000
"""Of more, so many are looked for, taken evenly from all texts; single words are looked for all."""
LEAST_RUNS = 3
"""Of each text, however many there are."""
SHORTEST_WORD = 3
SHORTEST_NUMBER = 4
MOST_NEEDLES = 24
SHORTEST_NEEDLE = 6
"""Characters: anything shorter stands in any large file by chance."""
_WORD = re.compile(r"[^\W_]+")


@dataclass
class Wording:
    """What tells of forgotten texts. said: all their words that say something. words, runs: of these, what
    stands nowhere else, as far as `excuse` was told what does.
    """

    said: frozenset[str] = frozenset()
    words: set[str] = field(default_factory=set)
    runs: set[str] = field(default_factory=set)
    _lengths: dict[str, set[int]] = field(default_factory=dict)
    """By the first word of a run, how many words such runs have."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> Wording:
        """The wording of these texts."""
        each = [plain_words(text) for text in texts]
        said = frozenset(word for words in each for word in words if says_something(word))
        made = cls(said, set(said))
        most = max(LEAST_RUNS, MOST_RUNS // max(1, len(each)))
        for words in each:
            for run in _some(runs_of(words), most):
                made.runs.add(" ".join(run))
                made._lengths.setdefault(run[0], set()).add(len(run))
        return made

    def excuse(self, words: Sequence[str]) -> bool:
        """These words stand elsewhere, and may. Whether they held a whole run."""
        self.words.difference_update(words)
        shared = set(self._shared(words))
        self.runs -= shared
        return bool(shared)

    def is_in(self, words: Sequence[str]) -> bool:
        """Whether any of it stands in these words."""
        return not self.words.isdisjoint(words) or any(True for _ in self._shared(words))

    def stands_in(self, text: str | None) -> bool:
        """Whether any of it stands in a text, be it plain or JSON."""
        return text is not None and any(self.is_in(plain_words(one)) for one in strings_of(text))

    def needles(self, texts: Iterable[str]) -> list[bytes]:
        """Pieces of the texts as they would stand in a file that is not encrypted: a few for many texts."""
        chosen: list[bytes] = []
        for text in texts:
            for piece in self._pieces(text) if len(chosen) < MOST_NEEDLES else ():
                forms = (piece, piece.casefold(), json.dumps(piece)[1:-1])
                chosen += [form.encode("utf-8", "replace") for form in dict.fromkeys(forms)]
        return list(dict.fromkeys(chosen))

    def _pieces(self, text: str) -> Iterator[str]:
        """Of what stands nowhere else of a text, as it is written there: the first and the last run, and the
        longest word with the one before it.
        """
        spans = [match.span() for match in _WORD.finditer(text)]
        words = [text[first:last].casefold() for first, last in spans]
        runs = [
            (at, length)
            for at, word in enumerate(words)
            for length in self._lengths.get(word, ())
            if " ".join(words[at : at + length]) in self.runs
        ]
        own = [at for at, word in enumerate(words) if word in self.words]
        if own:
            longest = max(own, key=lambda at: len(words[at]))
            runs.append((max(0, longest - 1), min(2, longest + 1)))
        for at, length in dict.fromkeys(runs[:1] + runs[-2:]):
            piece = text[spans[at][0] : spans[min(at + length, len(spans)) - 1][1]]
            if len(piece) >= SHORTEST_NEEDLE:
                yield piece

    def _shared(self, words: Sequence[str]) -> Iterator[str]:
        for at, word in enumerate(words):
            for length in self._lengths.get(word, ()):
                run = " ".join(words[at : at + length])
                if run in self.runs:
                    yield run


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters, in order."""
    return _WORD.findall(text.casefold())


def says_something(word: str) -> bool:
    """Whether a word in small letters is long enough to be told from others, and no stop word."""
    return len(word) >= (SHORTEST_NUMBER if word.isdigit() else SHORTEST_WORD) and word not in STOP_WORDS


def runs_of(words: Sequence[str]) -> list[Sequence[str]]:
    """Each stretch of `RUN` words; of fewer, all of them; of one, none: that is a word."""
    if len(words) < 2:
        return []
    return [words[at : at + RUN] for at in range(max(1, len(words) - RUN + 1))]


def strings_of(text: str) -> Iterator[str]:
    """The text itself; of JSON each string in it, but for the names of fields."""
    if text[:1] in ("{", "["):
        try:
            yield from _leaves(json.loads(text))
            return
        except ValueError:
            pass  # A text may begin with a bracket.
    yield text


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _leaves(one)


def _some(runs: list[Sequence[str]], most: int) -> list[Sequence[str]]:
    """At most so many of the runs, from beginning to end."""
    if len(runs) <= most:
        return runs
    return [runs[at * (len(runs) - 1) // (most - 1)] for at in range(most)]
