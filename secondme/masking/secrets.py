"""Secrets: passwords and keys, by their own form, by the words around them, or by how random they look."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from secondme.masking.span import Span

RANDOM_BITS = 3.5
"""Bits a character from which on a long word of mixed characters is taken for a key."""
FORMS = tuple(
    re.compile(form)
    for form in (
        r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
        r"[\s\S]{0,20000}?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\Z)",
        r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b",  # AWS
        r"\bgh[pousr]_[A-Za-z0-9]{20,255}\b|\bgithub_pat_\w{20,255}\b",
        r"\bglpat-[\w-]{16,255}",
        r"\bxox[abeoprs]-[A-Za-z0-9-]{10,250}",  # Slack
        r"\bsk-(?:ant-|proj-|or-)?[\w-]{16,250}",  # OpenAI, Anthropic and their like
        r"\b[srp]k_(?:live|test)_[A-Za-z0-9]{10,250}\b",  # Stripe
        r"\bAIza[\w-]{30,45}",  # Google
        r"\bya29\.[\w-]{20,250}",
        r"\b(?:hf|npm|dop_v1|shpat|shpss|lin_api|ntn|secret)_[A-Za-z0-9]{16,250}\b|\bpypi-[\w-]{16,250}",
        r"\bsecondme_[\w-]{20,250}",  # a client of this program
        r"\bSG\.[\w-]{16,64}\.[\w-]{16,64}",  # SendGrid
        r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}(?:\.[\w-]*)?",  # JSON web tokens
        r"\b\d{8,10}:[A-Za-z0-9_-]{35}\b",  # Telegram
        r"\bAGE-SECRET-KEY-1[A-Z0-9]{50,70}\b",
        r"\b[0-9a-fA-F]{32,128}\b|\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b",
        r"\b(?:[0-9a-f]{8}-){7}[0-9a-f]{8}\b",  # the key to a memory, as it is written on paper
    )
)
_IN_ADDRESS = (
    re.compile(r"\b[A-Za-z][A-Za-z0-9+.-]{1,20}://([^\s/?#@]{1,300}@)"),
    re.compile(
        r"[?&#;][\w.-]{0,40}(?:token|key|secret|sig|signature|auth|passw(?:or)?d|pwd|code|session|sid)"
        r"[\w.-]{0,40}=([^\s&#;\"'<>]{1,2000})",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:Bearer|Basic|token)\s+([A-Za-z0-9._~+/=-]{8,2000})", re.IGNORECASE),
)
_NAMED = re.compile(
    r"(?<![A-Za-z])(?:pass(?:word|wort|phrase|code|wd|wrd)?|pw|pwd|kennwort|losungswort|geslo|lozinka|"
    r"has\u0142o|heslo|wachtwoord|senha|contrase\u00f1a|parola|mot de passe|secret(?: key)?|"
    r"(?:api|access|private|secret|license|licence|recovery|wifi|wi-fi|wlan)[ _-]?(?:key|code|token)|"
    r"(?:alarm|door|gate|safe|entry|entrance|lock|unlock|security)[ _-]?code|"
    r"token|pin|puk|cvv|cvc|login)(?![A-Za-z])"
    r"(?:[ \t]+(?:for|of|to|on|at|f\u00fcr|zum|za|pour|de|del)(?:[ \t]+[\w'\u2019.-]{1,30}){1,4}?)?"
    r"[ \t]*(?:[\"'\u201d\u2019][ \t]*)?"
    r"(?:(?:is|was|are|ist|war|lautet|je|est|es|\u00e8|\u00e9)\b|=>|->|[:=]+)\s*"
    r"(?:(?:still|now|again|the|just|noch|jetzt|\u0161e|zdaj)\s+){0,2}"
    r"(?:[\"'\u201c\u201e\u2018\u00ab`]([^\"\u201c\u201d\u2019\u00bb`\n]{1,200})[\"'\u201d\u201c\u2019\u00bb`]|"
    r"([^\s\"',;]{3,200}))",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\b(?:pin|puk|code|combination|cvv|cvc|geslo|koda|otp|kode|codice|c\u00f3digo)\b"
    r"[^\d\n]{0,24}?(\d[\d -]{1,20}\d)(?!\w)",
    re.IGNORECASE,
)
_NO_SECRETS = frozenset(
    """
    about also always and any because been being best changed correct different due easy empty expired from
    gone good hard here how incorrect invalid known lost missing my needed new none not okay old on one only
    our out over please required right safe same secret set shared somewhere strong that their there they
    this too under unknown unset used very weak what when where which with written wrong your
    """.split()  # noqa: SIM905
)
_RANDOM = re.compile(r"(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_=-]{20,}")
_PASSWORD = re.compile(
    r"(?<!\S)(?=\S{0,64}[a-z])(?=\S{0,64}[A-Z])(?=\S{0,64}\d)(?=\S{0,64}[!@#$%^&*?~+=]\w)\S{8,64}(?!\S)"
)


def find_secrets(text: str) -> Iterator[Span]:
    """Passwords and keys."""
    for form in FORMS:
        yield from (Span(*match.span(), "Secret") for match in form.finditer(text))
    for pattern in _IN_ADDRESS:
        yield from (Span(*match.span(1), "Secret") for match in pattern.finditer(text))
    yield from _named(text)
    yield from (Span(*match.span(1), "Secret") for match in _CODE.finditer(text))
    yield from (Span(*match.span(), "Secret") for match in _PASSWORD.finditer(text))
    yield from (Span(*match.span(), "Secret") for match in _RANDOM.finditer(text) if looks_random(match[0]))


def looks_random(word: str) -> bool:
    """Whether it mixes digits with both cases, and its characters tell little of each other."""
    mixed = any(map(str.isdigit, word)) and any(map(str.islower, word)) and any(map(str.isupper, word))
    return mixed and entropy(word) >= RANDOM_BITS


def entropy(word: str) -> float:
    """Shannon's entropy of its characters, in bits a character."""
    shares = [count / len(word) for count in Counter(word).values()]
    return -sum(share * math.log2(share) for share in shares)


def _named(text: str) -> Iterator[Span]:
    """What is said to be a password: "the wifi password is still hunter2", 'geslo: "..."'."""
    for match in _NAMED.finditer(text):
        group = 1 if match[1] is not None else 2
        value = match[group]
        if group == 1 or value.strip(".!?").casefold() not in _NO_SECRETS:
            start, end = match.span(group)
            yield Span(start, end - (len(value) - len(value.rstrip(".")) if group == 2 else 0), "Secret")
