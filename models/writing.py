"""A model's bytes as text: characters that span tokens are put together, stop strings end the text."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.protocol import Token


class Writer:
    """Turns tokens' bytes into Tokens, holding back only what may still become a stop string."""

    def __init__(self, stop: Sequence[str] = ()) -> None:
        self.stopped = False
        self._stop = [text for text in stop if text]
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held: list[Token] = []

    def write(self, piece: bytes, token: Token) -> Iterator[Token]:
        """The Tokens that may be shown now that `piece` came; `token` brings everything but the text."""
        self._held.append(replace(token, text=self._decoder.decode(piece)))
        text = "".join(held.text for held in self._held)
        found = [at for at in (text.find(stop) for stop in self._stop) if at >= 0]
        if found:
            self.stopped = True
            self._cut(min(found))
        elif any(_may_grow_into(text, stop) for stop in self._stop):
            return
        yield from self._release()

    def rest(self) -> Iterator[Token]:
        """What was held back when the answer ended; an unfinished character becomes U+FFFD."""
        left = "" if self.stopped else self._decoder.decode(b"", final=True)
        if left:
            self._held.append(Token(left))
        yield from self._release()

    def _release(self) -> Iterator[Token]:
        held, self._held = self._held, []
        yield from held

    def _cut(self, at: int) -> None:
        """Keep the first `at` characters of what is held."""
        kept = []
        for token in self._held:
            if at <= 0:
                break
            kept.append(replace(token, text=token.text[:at]))
            at -= len(token.text)
        self._held = kept


def _may_grow_into(text: str, stop: str) -> bool:
    """Whether the end of `text` is a beginning of `stop`."""
    return any(text.endswith(stop[:size]) for size in range(1, len(stop)))
