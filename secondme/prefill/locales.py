"""What Babel knows of languages and countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale


def locale_of(language: str, country: str | None = None) -> Locale | None:
    """A language as a country writes it, or by itself where that pair is unknown; None for no language.

    language: ISO 639-1. country: ISO 3166-1 alpha-2.
    """
    from babel import Locale, UnknownLocaleError

    for name in (f"{language}_{country}", language) if country else (language,):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return None
