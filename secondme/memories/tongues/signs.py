"""Signs of a change and of a correction in German, French and Spanish, for what becomes of a statement."""

from __future__ import annotations

import re

CHANGED = re.compile(
    r"\b(?:jetzt|nun|inzwischen|mittlerweile|seit|neu\w*|umgezogen|gezogen|gewechselt|gekündigt|"
    r"angefangen|verkauft|gekauft|"
    r"nicht mehr|maintenant|désormais|depuis|nouve\w+|déménagé|emménagé|installée?|changé|quitté|"
    r"commencé|vendu|acheté|ne plus|"
    r"n'\w+ plus|ahora|ya no|desde|nuev[oa]s?|mudado|mudó|cambiado|dejado|empezado|vendido|comprado)\b",
    re.IGNORECASE,
)
"""Something turned so; it is no contradiction of what was."""
CORRECTED = re.compile(
    r"\b(?:ich meinte|ich mein[e]?|korrektur|verschrieben|verwechselt|vertan|stimmt nicht|falsch|sorry|"
    r"entschuldigung|sondern|"
    r"je voulais dire|pardon|erreur|je me suis trompée?|plutôt|correction|rectification|quería decir|"
    r"perdón|me equivoqué|"
    r"me he equivocado|corrección|errata|mejor dicho|sino)\b",
    re.IGNORECASE,
)
"""The speaker puts a slip right."""
