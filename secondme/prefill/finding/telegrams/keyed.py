"""Values behind the word for them, in the midst of a line: "Steuer-ID Miriam 47921345688", "BIC BYLADEM1001".
Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.prefill.finding.notes.labels import is_filling, read_beginning, words_in
from secondme.prefill.finding.notes.shapes import has_telling_shape
from secondme.prefill.finding.telegrams.clauses import Clause
from secondme.prefill.finding.telegrams.fact import KEYED, Fact
from secondme.prefill.finding.telegrams.lexicon import pattern
from secondme.prefill.finding.telegrams.subjects import people_in
from secondme.prefill.finding.telegrams.telegram import Telegram

_PLACED = re.compile(r"[^:]{0,30}:\s+|\s*[:=#]?\s*")
_OF = re.compile(r"(?:da|do|de|di|du|del|della|von|of|van|d['\u2019]) ?(?=[A-ZÀ-Þ])")
"""Before the name of whose it is: "NIF da Ana 123456789"."""
_OWNER = re.compile(r"\(?([^\W\d_][\w'\u2019-]*(?: [^\W\d_][\w'\u2019-]*)?)\)?\s*:?\s+")
WORDED = frozenset({"doctor", "health insurance", "religion", "sex", "nationality", "dentist"})
"""What is taken behind its word without a colon though it has no shape."""
BY_OTHERS = frozenset(
    (
        *("full name", "given name", "family name", "address", "street address", "city", "country", "region"),
        *("iban", "bic", "bank", "sort code", "account number", "account holder", "car", "clothing size"),
        *("passport number", "passport expiry", "id card number", "driving licence number", "moved in"),
        *("allergies", "conditions", "medication", "diet", "languages", "number of children", "email"),
        *("marital status", "employer", "occupation", "birthday", "birthplace", "blood type", "landline"),
        *("phone", "mobile", "work phone", "fax", "work email", "website", "salary"),
    )
)
"""What other readers of telegrams know better."""


def keyed(telegram: Telegram) -> Iterator[Fact]:
    """What clauses begin with the word for."""
    for before, clause in zip((None, *telegram.clauses), telegram.clauses, strict=False):
        label, end = read_beginning(clause.text)
        wanted = label.attributes - BY_OTHERS
        if not wanted:
            continue
        whose, value, is_told = _value(clause, end, telegram)
        if before is not None and "insurance number" in wanted and before.sentence == clause.sentence:
            yield from _insurer(before, telegram)
        past = bool(pattern("gone").search(clause.text[: end + 24]))
        for attribute in sorted(wanted):
            if attribute in WORDED or (is_told is not None and (is_told or has_telling_shape(attribute))):
                for key in whose:
                    yield Fact(attribute, key, value, KEYED, clause.first, clause.last, past)


def _is_plain(between: str) -> bool:
    """Whether no words that may name somebody stand between the word for a value and the value."""
    return all(is_filling(word) or word in ("number", "nummer", "numero", "id") for word in words_in(between))


def _insurer(before: Clause, telegram: Telegram) -> Iterator[Fact]:
    """ "TK (Techniker Krankenkasse), Versichertennummer K482915639": who insures stands before the number."""
    label, end = read_beginning(before.text)
    bare = before.text if not label.attributes else before.text[end:].lstrip(" :")
    if re.match(r"[A-ZÀ-Þ]", bare) and len(bare.split()) <= 6 and not re.search(r"\d", bare):
        yield from telegram.facts(before, "health insurance", bare, KEYED)


def _value(clause: Clause, end: int, telegram: Telegram) -> tuple[tuple[str, ...], str, bool | None]:
    """Whose the value is, what it is, and whether it is set off; None where other words stand before it."""
    rest = clause.text[end:].lstrip()
    of = _OF.match(rest)
    rest = rest[of.end() :] if of else rest
    owner = _OWNER.match(rest)
    if owner is not None and (keys := people_in(owner[1], telegram.circle)):
        return keys, rest[owner.end() :], True
    placed = _PLACED.match(rest)
    between = placed[0] if placed else ""
    after = clause.sentence[clause.sentence.find(clause.text) + len(clause.text) - len(rest) :]
    value = re.split(r"\s{2,}|\t", (after or rest)[len(between) :].strip())[0]
    return clause.whose, value, ":" in between if _is_plain(between) else None
