"""Whether a value can be one of its predicate: a phone number has digits, a sister has a name. Pure."""

from __future__ import annotations

import re

from secondme.memories.predicates import SEVERAL

DOINGS = frozenset({"plans", "did"})
"""Predicates whose value is what somebody does, in the words of whoever says it."""
MOST_WORDS, MOST_WORDS_DONE = 7, 16
_NAMED = (SEVERAL | {"partner", "mum", "dad", "boss", "landlord", "doctor", "dentist", "lives with"}) - {
    "baby"
}
_SHAPES = {
    "phone number": re.compile(r"\+?[\d /().-]*(?:\d[ /().-]*){5,}"),
    "email": re.compile(r"\S+@\S+\.\S+"),
    "age": re.compile(r"\d{1,3}|[a-z]+(?:-[a-z]+)?"),
    "height": re.compile(r".*\d.*"),
    "shoe size": re.compile(r"\d.*"),
    "birthday": re.compile(r".*(?:\d|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)).*"),
    "address": re.compile(r".*\d.*"),
    "goes to work by": re.compile(r"[a-z].*"),
}
_NAME = re.compile(r"(?:[Dd]r\.? )?[^\W\d_a-z][\w'-]*(?: [\w'-]+){0,3}")
_HOUSE = re.compile(
    r"\b(?:school|primary|grammar|academy|college|colegio|lyc[eé]e|gymnasium|university|kindergarten|clinic|hospital)\b",
    re.IGNORECASE,
)
"""What may be somebody's, and is nobody: "Our daughter started at Hill Academy"."""
_PLACE = re.compile(r"(?:the )?[^\W\d_a-z].*")
_PLACES = frozenset({"lives in", "is from", "born in"})
_NOTHING = re.compile(
    r"(?:(?:the|a|an|my|our|his|her|their|your|this|that|these|those|it|its|he|she|they|them|we|us|i|me|him|you|now|"
    r"two|three|four|five|here|there|then|too|also|still|again|today|tomorrow|tonight|yesterday|soon|home|all|one|some|something|"
    r"anything|everything|nothing|stuff|thing|things|work|new|old|any|more|not|no|yes|so|very|really|just|and|or|"
    r"but|of|in|on|at|to|for|with|by|from|is|are|was|were|be|been|am|have|has|had|do|does|did|what|who|where|when|"
    r"how|why|which|'s)\b[\s,]*)*",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"^(?:at|in|from|with|on|to|of|for|by|about|and|or|but|as|than|so|if|that|which|who|because|since) |"
    r"(?:^|\b(?:at|in|from|with|on|to|of|for|by|about|and|or|the|an?|my|our|his|her|their|is|was)|\bsomething|"
    r"\banything|\bstuff)$",
    re.IGNORECASE,
)
"""Words that begin no value, after which something is to come, or that leave open what."""
_DONE = re.compile(
    r"(?!(?:the|an?|my|our|his|her|their|your|this|that|these|those|it|i|we|you|he|she|they|in|on|at|and|or|but|so|"
    r"not|never|is|are|was|were|am|be|very|really)\b)[a-z][\w'-]+ \w",
    re.IGNORECASE,
)


def is_plausible(label: str, predicate: str, value: str) -> bool:
    """Whether a value has the shape that values of the predicate have. label: whom it is about."""
    words = len(value.split())
    if _OPEN.search(value) or _NOTHING.fullmatch(value) or value.casefold() in label.casefold():
        return False
    if predicate in DOINGS:
        return words <= MOST_WORDS_DONE and bool(_DONE.match(value))
    if words > MOST_WORDS:
        return False
    if predicate in _SHAPES:
        return bool(_SHAPES[predicate].fullmatch(value))
    if predicate in _NAMED:
        return bool(_NAME.fullmatch(value)) and not _HOUSE.search(value)
    return predicate not in _PLACES or bool(_PLACE.match(value))
