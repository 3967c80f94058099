"""Mails: addresses that have the person's name in them, wherever in their notes they stand. Pure.

"ines.ferro@example.org" is Ines Ferro's, whatever stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.notes.passages import Said
from secondme.recall.time_tokens import fold

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,190}\.\w{2,60}")
IN_MY_NAME = 0.85
SHORTEST = 3
"""Letters of a name that tell anything in a mail address."""


def is_in_name_of(mail: str, names: Iterable[str]) -> bool:
    """Whether an address has the first and the last word of one of these plain names in it."""
    local = re.sub(r"[^a-z]", "", fold(mail.partition("@")[0]))
    ends = ((words[0], words[-1]) for name in names if len(words := name.split()) > 1)
    return any(
        len(first) >= SHORTEST and len(last) >= SHORTEST and first in local and last in local
        for first, last in ends
    )


def mails_in(said: Said, own: Iterable[str]) -> Iterator[Noted]:
    """The addresses of a note that have the person's name in them. own: the person's plain names."""
    names = list(own)
    for found in _EMAIL.finditer(said.text):
        mail = found[0].rstrip(".-")
        if is_in_name_of(mail, names):
            yield Noted(
                mail, said.proof(found.start(), found.end()), IN_MY_NAME, order=(said.passage, found.start())
            )
