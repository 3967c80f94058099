"""How likely an answer begins with some words, from the likeliest tokens beside each one that was written.

As in `models.engine`: where the candidates' first tokens differ, those alone decide. Else a candidate
is followed through the answer. As long as that agrees with the words, its probabilities multiply to
theirs; where it parts from them, the words may go on with any of the likeliest tokens that agree, and the
sum of these is never less than what is looked for. What none of the likeliest agrees with is as likely as
the last of them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from models.protocol import Token


class Walk:
    """One candidate, followed through an answer token by token. over: nothing more can be learned of it."""

    def __init__(self, words: str) -> None:
        self.over = not words
        self.steps = 0
        self.logprob = 0.0
        self._rest = words

    def go(self, token: Token) -> None:
        """Take the next token of the answer, which has a logprob and the likeliest in its place."""
        if self.over:
            return
        written = self._trimmed(token.text)
        if written and self._rest != written and self._rest.startswith(written):
            self._rest = self._rest[len(written) :]
            self.logprob += token.logprob or 0.0
        else:
            self.over = True
            self.logprob += self._share(token)
        self.steps += 1

    def begin(self, token: Token) -> set[str]:
        """The tokens with which the words may begin, of those that are told; ends with these alone."""
        self.logprob = self._share(token)
        return set(self._agreeing(token))

    def _share(self, token: Token) -> float:
        share = min(1.0, sum(math.exp(logprob) for logprob in self._agreeing(token).values()))
        floor = min((logprob for _, logprob in token.top), default=token.logprob or 0.0)
        return math.log(share) if share > 0 else floor

    def _agreeing(self, token: Token) -> dict[str, float]:
        told = {text: logprob for text, logprob in token.top} | {token.text: token.logprob or 0.0}
        plain = {text: self._trimmed(text) for text in told}
        return {
            text: told[text]
            for text, begun in plain.items()
            if begun and (begun.startswith(self._rest) or self._rest.startswith(begun))
        }

    def _trimmed(self, text: str) -> str:
        """Before the first word, servers and models differ in white space."""
        return text.lstrip() if self.steps == 0 else text


def first_tokens_decide(candidates: Sequence[str], token: Token) -> dict[str, float] | None:
    """The candidates' logprobs from the first token alone; None where two of them may begin with the same."""
    seen: set[str] = set()
    found: dict[str, float] = {}
    for one in candidates:
        walk = Walk(one)
        begins = walk.begin(token) if one else set()
        if seen & begins:
            return None
        seen |= begins
        found[one] = walk.logprob
    return found
