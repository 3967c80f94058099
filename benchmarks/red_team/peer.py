"""The peer: the published rule of thumb, a verb, an adjective and a noun of giving up instructions in a row.

After the heuristics of open prompt-injection filters: every combination of these lists, anywhere in the text.
"""

from __future__ import annotations

import re

VERBS = (
    *(
        "ignore",
        "disregard",
        "skip",
        "forget",
        "neglect",
        "overlook",
        "omit",
        "bypass",
        "pay no attention to",
    ),
    *("do not follow", "do not obey"),
)
ADJECTIVES = (
    *(
        "",
        "prior",
        "previous",
        "preceding",
        "above",
        "foregoing",
        "earlier",
        "initial",
        "all",
        "all previous",
    ),
    *("the previous", "the above", "all prior", "all of the above", "your"),
)
NOUNS = (
    *("content", "text", "instructions", "instruction", "directives", "directive", "commands", "command"),
    *(
        "context",
        "conversation",
        "input",
        "inputs",
        "data",
        "message",
        "messages",
        "communication",
        "response",
    ),
    *("responses", "request", "requests", "rules", "prompt"),
)
PATTERN = re.compile(
    rf"\b(?:{'|'.join(VERBS)})\s+(?:{'|'.join(filter(None, ADJECTIVES))})?\s*(?:{'|'.join(NOUNS)})\b",
    re.IGNORECASE,
)


def recognises(text: str) -> bool:
    """Whether the rule of thumb calls the text an attack."""
    return PATTERN.search(text) is not None
