"""The mask: what stands for what in one conversation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from secondme.masking.finding import find_private
from secondme.masking.places import PLACEHOLDER, Quote, Restorer, kind_of, restore
from secondme.masking.span import CASED, KINDS, Kind, Span
from secondme.masking.words import NOBODY, Names


class Mask:
    """Puts placeholders for what is private and takes them back. `unmask(mask(text)) == text`, always.

    The same text has the same placeholder each time, numbered by first appearance, so two masks that are
    given the same texts in the same order agree. A name keeps its number in lower case and in capitals:
    person1, Person1 and PERSON1 are ana, Ana and ANA.
    """

    def __init__(self, names: Names = NOBODY, *, dates: bool = False, first: int = 1) -> None:
        """names: who is known; whoever becomes known later may be put in. dates: mask days too, which leaves
        a model little to say of when. first: the number of the first placeholder of each kind.
        """
        self.names, self._dates, self._first = names, dates, first
        self._values: dict[tuple[Kind, int], str] = {}
        self._numbers: dict[tuple[Kind, str], int] = {}
        self._last: Counter[Kind] = Counter()

    def mask(
        self, text: str, kinds: Collection[Kind] = KINDS, *, again: Collection[tuple[str, Kind]] = ()
    ) -> str:
        """The text as it may leave. kinds: what of it may not. again: what is private here too, whatever
        stands around it.
        """
        pieces: list[str] = []
        position = 0
        for span in find_private(text, self.names, dates=self._dates, kinds=kinds, again=again):
            if span.kind == "Mark" and self._is_none_of_ours(text[span.start : span.end]):
                continue
            pieces += [text[position : span.start], self._placeholder(text[span.start : span.end], span)]
            position = span.end
        return "".join([*pieces, text[position:]])

    def unmask(self, text: str, quote: Quote = str) -> str:
        """The text with what its placeholders stand for; what was never given out stays."""
        return restore(text, self._find, quote)

    def restorer(self, quote: Quote = str) -> Restorer:
        """The same for a text that comes in pieces."""
        return Restorer(self._find, quote)

    def unknown(self, text: str) -> list[str]:
        """What looks like a placeholder there, and stands for nothing."""
        found = PLACEHOLDER.finditer(text)
        return [one[0] for one in found if self._find(kind_of(one[1]), int(one[2])) is None]

    def known(self) -> Iterator[tuple[str, Kind]]:
        """All that has a placeholder."""
        return ((value, kind) for (kind, _), value in self._values.items())

    def behind(self, masked: str) -> Iterator[tuple[str, Kind]]:
        """What the placeholders in a text stand for."""
        for one in PLACEHOLDER.finditer(masked):
            kind = kind_of(one[1])
            value = self._find(kind, int(one[2]))
            if value is not None:
                yield value, kind

    @property
    def masked(self) -> int:
        """How many different things were masked."""
        return len(self._values)

    def _is_none_of_ours(self, text: str) -> bool:
        """Whether what looks like a placeholder has a number that none of this mask has: "Address1"."""
        found = PLACEHOLDER.fullmatch(text)
        return found is not None and int(found[2]) < self._first

    def _find(self, kind: Kind, number: int) -> str | None:
        return self._values.get((kind, number))

    def _placeholder(self, surface: str, span: Span) -> str:
        if span.kind not in CASED:
            return f"{span.kind}{self._number(span.kind, surface)}"
        usual = self.names.usual(surface) or surface
        for word, written in ((span.kind, usual), (span.kind.lower(), usual.lower())):
            if surface == written:
                return f"{word}{self._number(span.kind, usual)}"
        if surface == usual.upper():
            return f"{span.kind.upper()}{self._number(span.kind, usual)}"
        return f"{span.kind}{self._number(span.kind, surface)}"

    def _number(self, kind: Kind, value: str) -> int:
        if (kind, value) not in self._numbers:
            number = self._first + self._last[kind]
            self._last[kind] += 1
            self._numbers[kind, value] = number
            self._values[kind, number] = value
        return self._numbers[kind, value]
