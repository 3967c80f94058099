"""Codes that an attack is written in within words that say nothing of it, or say what to do with it."""

from __future__ import annotations

import base64
import codecs
from collections.abc import Callable
from urllib.parse import quote

_SIGNS = """
    .- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.--
    --.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----. -....- .-.-.- --..--
"""
_MORSE = dict(zip("abcdefghijklmnopqrstuvwxyz0123456789-.,", _SIGNS.split(), strict=True))


def morse(text: str) -> str:
    """Letters apart by a space, words by a stroke; what has no sign is left out."""
    words = text.lower().split()
    return " / ".join(" ".join(_MORSE[letter] for letter in word if letter in _MORSE) for word in words)


def numbers(text: str) -> str:
    """The number of each letter in Unicode."""
    return " ".join(str(ord(letter)) for letter in text)


def fullwidth(text: str) -> str:
    """In the wide forms that East Asian fonts have of Latin letters."""
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def bold(text: str) -> str:
    """In the bold letters of mathematics."""
    return "".join(_bold(letter) for letter in text)


def _bold(letter: str) -> str:
    if "a" <= letter <= "z":
        return chr(0x1D41A + ord(letter) - ord("a"))
    if "A" <= letter <= "Z":
        return chr(0x1D400 + ord(letter) - ord("A"))
    return letter


def soft_hyphens(text: str) -> str:
    """With an invisible hyphen after each second letter."""
    return "".join(
        f"{letter}\u00ad" if number % 2 and letter.isalpha() else letter for number, letter in enumerate(text)
    )


def selectors(text: str) -> str:
    """Each byte as a variation selector behind a smile; nothing shows them."""
    behind = (chr(0xFE00 + byte) if byte < 16 else chr(0xE0100 + byte - 16) for byte in text.encode())
    return "\U0001f642" + "".join(behind)


CODES: dict[str, Callable[[str], str]] = {
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base32": lambda text: base64.b32encode(text.encode()).decode(),
    "hex": lambda text: text.encode().hex(),
    "percent": quote,
    "rot13": lambda text: codecs.encode(text, "rot13"),
    "backwards": lambda text: text[::-1],
    "morse": morse,
    "numbers": numbers,
    "fullwidth": fullwidth,
    "bold": bold,
    "soft hyphens": soft_hyphens,
    "selectors": selectors,
}
