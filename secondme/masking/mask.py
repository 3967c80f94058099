"""The mask: what stands for what in one conversation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from secondme.masking.finding import find_private
from secondme.masking.places import PLACEHOLDER, Quote, Restorer, kind_of, restore
from secondme.masking.span import CASED, KINDS, Kind, Span
from secondme.masking.words import NOBODY, Names

SECRETS: frozenset[Kind] = frozenset({"Secret", "Card", "Iban", "Identity"})
"""What can be masked again wherever else it stands: an answer may say a password without the word for it."""
SHORTEST_SECRET = 4


class Mask:
    """Puts placeholders for what is private and takes them back. `unmask(mask(text)) == text`, always.

    The same text has the same placeholder each time, numbered by first appearance, so two masks that are
    given the same texts in the same order agree. A name keeps its number in lower case and in capitals:
    person1, Person1 and PERSON1 are ana, Ana and ANA.
    """

    def __init__(
        self, names: Names = NOBODY, *, dates: bool = False, first: int = 1, again: bool = False
    ) -> None:
        """names: who is known; whoever becomes known later may be put in. dates: mask days too, which leaves
        a model little to say of when. first: the number of the first placeholder of each kind. again: what
        was found to be a secret is one from then on, whatever stands around it.
        """
        self.names, self._dates, self._first, self._again = names, dates, first, again
        self._values: dict[tuple[Kind, int], str] = {}
        self._numbers: dict[tuple[Kind, str], int] = {}
        self._last: Counter[Kind] = Counter()

    def mask(self, text: str, kinds: Collection[Kind] = KINDS) -> str:
        """The text as it may leave. kinds: what of it may not."""
        pieces: list[str] = []
        position = 0
        again = list(self._secrets(kinds)) if self._again else ()
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

    @property
    def masked(self) -> int:
        """How many different things were masked."""
        return len(self._values)

    def _secrets(self, kinds: Collection[Kind]) -> Iterator[tuple[str, Kind]]:
        for (kind, _), value in self._values.items():
            if kind in SECRETS and kind in kinds and len(value) >= SHORTEST_SECRET:
                yield value, kind

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
