"""What WhatsApp itself writes into an export, in the languages of most of its users.

Kept apart for its letters. A language that is missing here costs little: a line such as "You deleted this
message" is then taken for a message.
"""

# ruff: noqa: RUF001
from __future__ import annotations

import re

MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
"""Marks that steer the direction of a text; on an iPhone \u200e stands before what WhatsApp itself says."""

_EDITED_WORDS = (
    "This message was edited",
    "Diese Nachricht wurde bearbeitet",
    r"Se editó este mensaje\.?",
    "Ce message a été modifié",
    "Mensagem editada",
    "Questo messaggio è stato modificato",
    "Dit bericht is bewerkt",
    "Сообщение изменено",
    "此消息已编辑",
)
EDITED = re.compile(rf"\s*(?:\u200e\s*<[^<>\n]{{5,60}}>|<(?:{'|'.join(_EDITED_WORDS)})>)\s*$")

_GONE_WORDS = (
    "This message was deleted",
    "You deleted this message",
    "Diese Nachricht wurde gelöscht",
    "Du hast diese Nachricht gelöscht",
    "Se eliminó este mensaje",
    "Eliminaste este mensaje",
    "Ce message a été supprimé",
    "Vous avez supprimé ce message",
    "Mensagem apagada",
    "Esta mensagem foi apagada",
    "Você apagou esta mensagem",
    "Questo messaggio è stato eliminato",
    "Hai eliminato questo messaggio",
    "Dit bericht is verwijderd",
    "Je hebt dit bericht verwijderd",
    "Данное сообщение удалено",
    "Вы удалили данное сообщение",
    r"(?:Messages and calls are|Messages to this (?:chat|group)[^.]* are now secured with) end-to-end.*",
    r"Waiting for this message.*",
    r"(?:Missed )?(?:voice|video) call(?:, .*)?",
)
GONE = re.compile(rf"(?:{'|'.join(_GONE_WORDS)})\.?", re.IGNORECASE)

_WITH = "with|mit|con|com|avec|met|med|z|ze|s|se|с|cu|ile|kanssa|dengan|với|og"
TITLE = re.compile(
    rf".*WhatsApp.*?(?: - |\b (?:{_WITH}) )(?P<name>.+)|WhatsApp[ _-]*(?:Chat)?[ _-]*(?P<rest>.+)",
    re.IGNORECASE,
)
"""The name of an exported file: "WhatsApp Chat with Ana", "Chat de WhatsApp con Ana"."""
