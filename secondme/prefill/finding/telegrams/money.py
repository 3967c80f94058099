"""Money: accounts and cards in the person's own notes, with their bank and holder. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.memories.kin import ME
from secondme.people.names import plain_name
from secondme.prefill.finding.notes.shapes import shaped
from secondme.prefill.finding.telegrams.clauses import Row, rows_of
from secondme.prefill.finding.telegrams.fact import KEYED, WORDED, Fact
from secondme.prefill.finding.telegrams.kin import NAME
from secondme.prefill.finding.telegrams.lexicon import any_of, words
from secondme.prefill.finding.telegrams.telegram import Telegram

_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d\d(?: ?[A-Z0-9]{2,4}){3,8}(?: [A-Z0-9])?(?![A-Za-z0-9])")
_BEFORE_IBAN = re.compile(
    r"(?i:account|bank|konto|compte|cuenta|conto|conta|rekening)\s*:\s*"
    r"(?P<bank>[A-ZÀ-Þ][\w&'\u2019.-]*(?: [\w&'\u2019.-]+){0,4}), (?:IBAN\b|[A-Z]{2}\d\d )"
)
"""The name of a bank that no word for one tells: "Compte : Crédit du Nord, IBAN ..."."""
_BIC = re.compile(
    r"\b(?:BIC|SWIFT)(?:[ -]?(?:code|Code))?\b:?\s*(?P<value>[A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?)(?!\w)"
)
_SORT = re.compile(r"\b(?:sort code|sort-code|S/C)\b:?\s*(?P<value>\d\d[- ]?\d\d[- ]?\d\d)(?!\d)", re.I)
_ACCOUNT = re.compile(
    r"(?<!tax )(?<!customer )(?<!library )(?<!council )\b(?:account|acc|a/c)(?: (?:number|no\.?))?\b:?\s*"
    r"(?P<value>\d{7,10})(?!\d)",
    re.I,
)
_OF = r"de la|de|du|des|del|della|di|of the|of|do|da|van de|van"
_PROPER = r"[A-ZÀ-Þ][\w&'\u2019.-]*"


def money(telegram: Telegram) -> Iterator[Fact]:
    """The accounts that a note names, and whose they are."""
    for row in rows_of(telegram.said.text):
        parts = {
            "bic": _BIC.search(row.text),
            "sort code": _SORT.search(row.text),
            "account number": _ACCOUNT.search(row.text),
        }
        found = {attribute: match["value"] for attribute, match in parts.items() if match}
        if (iban := _iban(row.text)) is not None:
            found["iban"] = iban
        whose, holder = _holder(row, telegram)
        bank = _bank(row.text)
        if not found or not (len(found) > 1 or holder or bank):
            continue
        if holder:
            yield Fact("account holder", whose, holder, KEYED, row.first, row.last)
        if bank:
            yield Fact("bank", whose, bank, WORDED, row.first, row.last)
        for attribute, value in found.items():
            yield Fact(attribute, whose, value, KEYED, row.first, row.last)


def _iban(text: str) -> str | None:
    ibans = (shaped("iban", match[0]) for match in _IBAN.finditer(text))
    return next((one.value for one in ibans if one is not None), None)


def _holder(row: Row, telegram: Telegram) -> tuple[str, str]:
    """Whose the account is, and their name as it is written there."""
    named = re.search(
        rf"(?<!\w)(?:{any_of(words('account holder'))}):?\s+(?P<name>(?-i:(?:[A-Z]\.? )*{NAME}))",
        row.text,
        re.I,
    )
    if named is not None:
        name = named["name"]
        return (ME if _is_mine(name, telegram) else plain_name(name)), name
    return telegram.owner(row), ""


def _is_mine(name: str, telegram: Telegram) -> bool:
    """ "G A Okafor": initials stand for the person's names."""
    words_of_name = plain_name(name).split()
    for own in telegram.circle.own:
        names = own.split()
        if names and set(names) <= set(words_of_name):
            return True
        if (
            names
            and words_of_name
            and names[-1] == words_of_name[-1]
            and names[0][:1] == words_of_name[0][:1]
        ):
            return True
    return False


def _bank(text: str) -> str:
    """The name of the bank: the words around "bank", or one of the known names."""
    for match in re.finditer(rf"(?<!\w)(?:{any_of(words('is a bank'))})(?!\w)", text, re.IGNORECASE):
        if not match[0][:1].isupper() and match[0].islower():
            continue
        before = re.search(rf"(?:{_PROPER} )*$", text[: match.start()])
        after = re.match(
            rf"(?: (?:(?:{_OF}) )?(?!IBAN|BIC|Konto){_PROPER})*",
            text[match.end() :],
        )
        name = f"{before[0] if before else ''}{match[0]}{after[0] if after else ''}"
        return name.strip(" .")
    named = _BEFORE_IBAN.search(text)
    return named["bank"] if named else ""
