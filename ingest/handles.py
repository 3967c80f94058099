"""Handles: what tells one account from another, in one form whatever the file that names it.

"email:ana@example.org", "phone:+447700900123", "telegram:5512", "matrix:@ana:example.org": a kind, a colon,
and the account's own name in canonical form. Equal handles are the same account.
"""

from __future__ import annotations

import re
import unicodedata

from ingest.encoding import clean

UNKNOWN_SENDER = "email:"
"""Whoever sent something without a readable address: nobody's account."""
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"\\@]+@[^\s<>()\[\],;:\"\\@]+")
_EXTENSION = re.compile(r"(?:;ext=|\bext\.?|\bx|#)\s*\d+\s*$", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d\s()./\-\u00a0\u2010-\u2015\u2060\u202a-\u202e\u200e\u200f]+")
_FEWEST_DIGITS, _MOST_DIGITS = 3, 15


def handle(kind: str, id: str | int) -> str | None:
    """The handle of an account: handle("telegram", 5512) is "telegram:5512"; None where the id is empty.

    Mail addresses and phone numbers are brought into canonical form; other ids are kept letter by letter.
    """
    text = clean(str(id)).strip()
    if kind == "email":
        return email_handle(text)
    if kind == "phone":
        return phone_handle(text)
    return f"{kind}:{text}" if text else None


def email_handle(text: str | None) -> str | None:
    """ "Ana <mailto:Ana@Example.org>" gives "email:ana@example.org"; None where there is no address in it."""
    found = _ADDRESS.search(_visible(text or "").replace("mailto:", " "))
    if found is None:
        return None
    name, _, domain = found[0].strip("'.").rpartition("@")
    domain = _readable_domain(domain.lower())
    return f"email:{name.lower()}@{domain}" if name and domain else None


def phone_handle(text: str | None, region: str | None = None) -> str | None:
    """ "+44 7700 900123" gives "phone:+447700900123"; None where it is no phone number.

    region: the country that a number without a prefix is dialled in, "GB"; without it such a number keeps
    its digits as they are, "phone:07700900123". Extensions are left out.
    """
    number = _EXTENSION.sub("", _visible(text or "").strip().removeprefix("tel:")).strip()
    digits = re.sub(r"\D", "", number)
    if not _PHONE.fullmatch(number) or not _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS:
        return None
    digits = "".join(str(unicodedata.digit(digit)) for digit in digits)
    return f"phone:{_international(number, digits, region)}"


def _international(number: str, digits: str, region: str | None) -> str:
    """E.164 where the country is known, else the bare digits."""
    import phonenumbers

    if digits.startswith("00") and not number.startswith("+"):
        number = f"+{digits[2:]}"
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return digits
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _readable_domain(domain: str) -> str:
    """The domain as people write it: "xn--bcher-kva.example" is "bücher.example"."""
    domain = domain.strip(".")
    if "xn--" not in domain:
        return unicodedata.normalize("NFC", domain)
    try:
        return domain.encode("ascii").decode("idna")
    except UnicodeError:
        return domain


def _visible(text: str) -> str:
    """The text without the marks that only steer how it is shown, such as those around numbers in chats."""
    return "".join(letter for letter in clean(text) if unicodedata.category(letter) != "Cf")
