"""HTML's autofill tokens, as the standard names them: "section-child shipping postal-code", "work tel"."""

from __future__ import annotations

from secondme.prefill.understanding.reading import NOTHING, Reading

_FIELDS: dict[str, tuple[str, str]] = {
    "name": ("full name", ""),
    "honorific-prefix": ("honorific", ""),
    "given-name": ("given name", ""),
    "additional-name": ("additional name", ""),
    "family-name": ("family name", ""),
    "honorific-suffix": ("honorific", "suffix"),
    "nickname": ("nickname", ""),
    "organization-title": ("occupation", ""),
    "organization": ("employer", ""),
    "street-address": ("street address", ""),
    "address-line1": ("street address", ""),
    "address-line2": ("address line 2", ""),
    "address-line3": ("address line 2", "line 3"),
    "address-level1": ("region", ""),
    "address-level2": ("city", ""),
    "address-level3": ("city", "district"),
    "address-level4": ("city", "quarter"),
    "country": ("country", "code"),
    "country-name": ("country", ""),
    "postal-code": ("postcode", ""),
    "cc-name": ("card holder", ""),
    "cc-given-name": ("card holder", "given name"),
    "cc-additional-name": ("card holder", "additional name"),
    "cc-family-name": ("card holder", "family name"),
    "cc-number": ("card number", ""),
    "cc-exp": ("card expiry", ""),
    "cc-exp-month": ("card expiry", "month"),
    "cc-exp-year": ("card expiry", "year"),
    "cc-csc": ("card security code", ""),
    "cc-type": ("card type", ""),
    "language": ("native language", ""),
    "bday": ("birthday", ""),
    "bday-day": ("birthday", "day"),
    "bday-month": ("birthday", "month"),
    "bday-year": ("birthday", "year"),
    "sex": ("sex", ""),
    "url": ("website", ""),
    "tel": ("phone", ""),
    "tel-country-code": ("phone", "country code"),
    "tel-national": ("phone", "national"),
    "tel-area-code": ("phone", "area code"),
    "tel-local": ("phone", "local"),
    "tel-local-prefix": ("phone", "local prefix"),
    "tel-local-suffix": ("phone", "local suffix"),
    "tel-extension": ("phone", "extension"),
    "email": ("email", ""),
}
_NOTHING = frozenset(
    {
        *("username", "new-password", "current-password", "one-time-code"),
        *("transaction-currency", "transaction-amount", "impp", "photo"),
    }
)
_PLACES = {
    ("phone", "mobile"): "mobile",
    ("phone", "home"): "landline",
    ("phone", "work"): "work phone",
    ("phone", "fax"): "fax",
    ("email", "work"): "work email",
}


def by_autocomplete(tokens: str) -> Reading | None:
    """What the tokens say; None where they say nothing ("on", "off")."""
    words = [word for word in tokens.lower().split() if word != "webauthn"]
    if not words:
        return None
    if words[-1] in _NOTHING:
        return NOTHING
    if words[-1] not in _FIELDS:
        return None
    attribute, part = _FIELDS[words[-1]]
    place = next((word for word in words[:-1] if (attribute, word) in _PLACES), "")
    return Reading(
        _PLACES.get((attribute, place), attribute), part, confidence=0.97, why=f"autocomplete {words[-1]!r}"
    )
