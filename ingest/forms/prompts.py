"""What a form shows where nothing is chosen or written yet, which is no value and no choice."""

from __future__ import annotations

import re

_PROMPT = re.compile(
    r"\W*$|[-\u2013\u2014.\u2026*]|<|(?:please\s+)?(?:select|choose|pick)\b|(?:bitte\s+)?(?:aus)?w[äa]hlen|bitte\b"
    r"|(?:veuillez\s+)?(?:choisi|s[ée]lectionn)|(?:por favor\s+)?(?:seleccion|selecion|elij|elig|escolh)"
    r"|selezion|scegli|kies\b|maak een keuze|wybierz|vyberte|välj|vælg|velg|se[çc]i?niz|选择|選択|請選",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"(?:click|tap|enter)\b.{0,60}\b(?:text|date|item|here)\b.*|klicken\b.*|cliquez\b.*|haga clic\b.*"
    r"|clique\b.*|fare clic\b.*|klik\b.*",
    re.IGNORECASE,
)


def is_prompt(text: str) -> bool:
    """Whether the first of several choices only says that there is a choice ("Please choose", "---")."""
    return _PROMPT.match(text.strip()) is not None


def says_nothing(text: str) -> bool:
    """Whether what an empty control shows is only how to use it ("Click or tap here to enter text.")."""
    return _WORDS.fullmatch(text.strip()) is not None or is_prompt(text)
