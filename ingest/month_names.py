"""The names of months and weekdays in the languages in which notes are dated. Pure."""

from __future__ import annotations

import unicodedata

_MONTHS = (
    "jan january januar janvier janeiro januari gennaio enero janv gen ene",
    "feb february februar fevrier febrero febbraio fevereiro februari fevr fev febr",
    "mar march marz mars marzo marco maart mrt",
    "apr april avril abril aprile avr abr",
    "may mai mayo maggio maio mei mag",
    "jun june juni juin junio giugno junho giu",
    "jul july juli juillet julio luglio julho juil lug",
    "aug august aout agosto augustus ago",
    "sep sept september septembre septiembre settembre setembro set",
    "oct okt october oktober octobre octubre ottobre outubro ott out",
    "nov november novembre noviembre novembro",
    "dec dez december dezember decembre diciembre dicembre dezembro dic",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
"""The number of a month by its name, in small letters without accents."""
WEEKDAYS = tuple(
    """
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
    lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim
    lunes martes miercoles jueves viernes sabado domingo mie jue vie sab dom
    lunedi martedi mercoledi giovedi venerdi sabato domenica gio
    segunda terca quarta quinta sexta seg ter qua qui sex
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo
    """.split()  # noqa: SIM905
)
"""In small letters without accents; English ones are told by how they begin."""


def plain(text: str) -> str:
    """A text without accents, letter for letter, so that places in it stay where they were."""
    if text.isascii():
        return text
    return "".join((unicodedata.normalize("NFKD", letter) or letter)[0] for letter in text)
