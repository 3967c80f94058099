"""How likely an answer begins with some words, from the likeliest tokens beside each one that was written.

A server tells the likeliest tokens along its own answer alone. As long as that answer agrees with the words,
its probabilities multiply to theirs. Where it parts from them, the words may go on with any of the likeliest
tokens that agree: the sum of these is never less than what is looked for, and close to it, since what follows
the first token of a fixed phrase is nearly certain. None among the likeliest is less likely than the last.
"""

from __future__ import annotations

import math

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
        beside = [(self._trimmed(text), logprob) for text, logprob in token.top]
        self.steps += 1
        if written and self._rest != written and self._rest.startswith(written):
            self._rest = self._rest[len(written) :]
            self.logprob += token.logprob or 0.0
            return
        self.over = True
        agreeing = [
            math.exp(logprob)
            for text, logprob in {**dict(beside), written: token.logprob or 0.0}.items()
            if text and (text.startswith(self._rest) or self._rest.startswith(text))
        ]
        floor = min((logprob for _, logprob in beside), default=token.logprob or 0.0)
        share = min(1.0, sum(agreeing))
        self.logprob += math.log(share) if share > 0 else floor

    def _trimmed(self, text: str) -> str:
        """Before the first word, servers and models differ in white space."""
        return text.lstrip() if self.steps == 0 else text
