"""Notes in small letters, read with the capitals that names would have: "my mum was ann reed" is about Ann.

Only notes without capitals are changed, and only where a frame tells that a name stands there; then wherever
the same word stands. What is changed keeps its length. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from secondme.prefill.finding.notes.labels import MINE
from secondme.prefill.finding.people.relations import RELATIONS
from secondme.recall.time_words import MONTHS

FEWEST_WORDS, MOST_CAPITALS = 8, 0.08
"""Words that a note has at least, and the share of its lines' and sentences' words with a capital at most."""
_WORD = r"[a-zß-ÿ][a-zß-ÿ'\u2019-]+"
_NAME = rf"{_WORD}(?: {_WORD})?"
_KIN = "|".join(sorted(map(re.escape, RELATIONS), key=len, reverse=True))
_MY = "|".join(sorted(MINE))
_IS = (
    r"(?:is|was|are|ist|war|heißt|hieß|est|était|s['\u2019]appelle|es|era|se llama|è|si chiama|é|"
    r"chama-se|heet|heette)"
)
_DAY = r"\d{1,2}[./-]\d{1,2}[./-]\d{4}"
_FRAMES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:(?:{_MY}) )?(?:{_KIN}) {_IS} (?P<name>{_NAME})",
        rf"(?<![\w'\u2019])(?P<name>{_WORD}) {_IS} (?:{_MY}) (?:{_KIN})\b",
        rf"(?<![\w'\u2019])(?P<name>{_WORD}) \((?:(?:{_MY}) )?(?:{_KIN})\)",
        rf"(?m:^)(?P<name>{_WORD} {_WORD}),? {_DAY}",
        rf"(?m:^){_WORD} {_WORD},? {_DAY},? (?:also )?(?P<name>{_WORD})(?= ?[-,.\n]|$)",
        rf"(?<![\w'\u2019])(?P<name>{_WORD}s) (?:birthday|bday)\b",
        rf"\b(?:full )?name (?:is|was) (?P<name>{_WORD} {_WORD}(?: {_WORD})?)",
        rf"(?<![\w'\u2019])(?P<name>{_WORD}) before (?:i|we) (?:got )?marr?ied\b",
        rf"(?m:^)(?P<name>bank) of (?:the )?{_WORD}, (?:sort code|acc|iban)",
        rf"(?m:^)bank of (?:the )?(?P<name>{_WORD}), (?:sort code|acc|iban)",
        rf"(?m:^)[a-z]+(?: [a-z]+)? (?:at|for|bei|chez|en|bij|presso) (?P<name>{_NAME})(?=[,.])",
        rf"\b(?:i was|i worked|ich war|j['\u2019]étais|estaba|trabajaba|lavoravo|trabalhava|ik was|"
        rf"ik werkte) [^.;\n]{{3,25}}? "
        rf"(?:at|for|bei|chez|en|bij|presso|na|no) (?P<name>{_WORD})",
        rf"\b(?:dr|dra|mr|mrs|ms|frau|herr|mme|sra|sig|dott)\.? (?P<name>{_NAME})",
        r"\b(?:born|geboren|geb\.?|née?|nacid[oa]|nat[oa]|nascid[oa]|maried|married|verheiratet|mari[ée]+s?|casad[oa]s|"
        rf"sposat[oi]|getrouwd)\b[^.;\n]{{0,32}}? (?:in|à|en|a|em|te|no|na) (?P<name>{_WORD})",
        rf"\d{{4}},? (?:in|from|aus|à|de|en|a|da|di|em|te|uit) (?P<name>{_WORD})",
        rf"(?<![\w'\u2019])(?P<name>{_WORD}) born \d",
        rf"\b(?:maiden name|geborene|née|de soltera|nome de solteira|da nubile|"
        rf"meisjesnaam) (?P<name>{_WORD})",
    )
)
_SHORTLY = re.compile(rf"\b(?P<name>[A-Z][a-z]+)s (?=(?:{_MY}) (?:{_KIN})\b)")
""" "scotts my son": Scott is."""
_NO_NAMES = frozenset(
    """
    a an and at the my our his her their its im ive is was are not no on in of for to from born he she they it
    we i you der die das ein eine und mein ist war nicht le la les un une et est mon ma el los las una y es mi
    il lo gli e ed un o os as um uma de het een en is mijn one two three also still just very now then there
    here out off retired passed got been called if or but who so by with when wenn oder und ob si ou se of
    als auf mit bei avec con com met op pour por per para voor
    """.split()  # noqa: SIM905
)


def with_capitals(text: str) -> str:
    """The note with a capital on each word of a name; as it is where it has capitals of its own."""
    if not is_in_small_letters(text):
        return text
    names = {word for frame in _FRAMES for match in frame.finditer(text) for word in _words(match["name"])}
    told = {word for word in names if word not in RELATIONS and word not in MINE}
    capitals = re.sub(r"[^\W\d_]+", lambda word: _capital(word[0], told), text)
    return _SHORTLY.sub(
        lambda said: f"{said['name']}, " if said["name"].lower() in told else said[0], capitals
    )


def is_in_small_letters(text: str) -> bool:
    """Whether a note is written without capitals: not a sentence, a line or a name begins with one."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    capitals = sum(1 for word in words if word[0].isupper() and not word.isupper())
    return len(words) >= FEWEST_WORDS and capitals <= MOST_CAPITALS * len(words)


def _words(name: str) -> list[str]:
    """The words of a name up to the first that is none."""
    found: list[str] = []
    for word in name.split():
        if word in _NO_NAMES or word in MONTHS:
            break
        bare = re.split(r"['\u2019]", word)[0]
        found += [bare, bare.removesuffix("s")] if len(bare) > 3 else [bare]
    return found


def _capital(word: str, names: Collection[str]) -> str:
    is_name = word in names or (word.endswith("s") and word[:-1] in names and len(word) > 3)
    return word[:1].upper() + word[1:] if is_name else word
