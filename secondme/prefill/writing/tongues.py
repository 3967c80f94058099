"""Languages that somebody speaks, each by its name in the form's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from secondme.prefill.folding import folded
from secondme.prefill.locales import locale_of
from secondme.prefill.writing.manner import Manner

_NAME_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "ja", "zh")
_BETWEEN = re.compile(r"(\s*[,;/\n]\s*|\s+(?:and|und|et|y|e|en)\s+|\s*\([^)]*\)\s*)")


def language_code(text: str) -> str | None:
    """The language that a name in any of many languages, or an ISO 639-1 code, means; None for none."""
    return _names().get(folded(text))


def spellings(text: str, manner: Manner) -> Iterator[str]:
    """The same list with each language by its name in the form's language; as it is where one has none."""
    pieces = _BETWEEN.split(" ".join(text.split()))
    are_known = all(language_code(piece) for piece in pieces[::2] if piece.strip())
    yield "".join(_named(piece, manner.language) if are_known else piece for piece in pieces)
    code = language_code(text)
    if code is not None and manner.field.options:
        yield from (_name(code, "en"), _name(code, code), code)


def _named(piece: str, language: str) -> str:
    code = language_code(piece)
    return (_name(code, language) or piece) if code and language else piece


def _name(code: str, language: str) -> str:
    locale = locale_of(language)
    return str(locale.languages.get(code, "")) if locale else ""


@cache
def _names() -> dict[str, str]:
    names: dict[str, set[str]] = {}
    for language in _NAME_LANGUAGES:
        locale = locale_of(language)
        for code, name in locale.languages.items() if locale else ():
            if len(code) == 2 and code != "no":
                names.setdefault(folded(name), set()).add(code)
    known = {name: codes.pop() for name, codes in names.items() if len(codes) == 1}
    return known | {code: code for code in set(known.values())}
