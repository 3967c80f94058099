"""The shapes of values that all these languages share: names, numbers, addresses of mail, makes of cars."""

from __future__ import annotations

from collections.abc import Mapping

from secondme.memories.english.spoken import BLANK

_UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de\u010c\u0141\u0150\u015a\u0160\u0179\u017b\u017d"
_MAKES = (
    r"VW|Volkswagen|Golf|Polo|Passat|Tiguan|Touran|Caddy|Skoda|Škoda|Octavia|Fabia|Opel|Corsa|Astra|Audi|BMW|"
    r"Mercedes|Smart|Ford|Fiesta|Focus|Toyota|Yaris|Corolla|Prius|Honda|Hyundai|Kia|Niro|Renault|Clio|Twingo|"
    r"Kangoo|Zoe|Mégane|Megane|Scénic|Scenic|Captur|Peugeot|Citro[eë]n|Berlingo|Dacia|Duster|Sandero|Spring|"
    r"Jogger|Logan|Seat|Ibiza|León|Leon|Arona|Ateca|Fiat|Panda|Punto|Volvo|Mazda|Nissan|Leaf|Micra|"
    r"Qashqai|Tesla|"
    r"Suzuki|Swift|Mini|Porsche|Subaru|Cupra|Mitsubishi|Alfa Romeo|Lancia|Jeep|Land Rover|Lexus|Saab|Trabant|"
    r"Polestar|MG|BYD|Vespa"
)
WHO = (
    r"(?:(?P<mine>{mine}) {before_kin}(?P<kin>{kin}){after_kin}\b(?:,? (?P<named>{person}),?)?|"
    r"(?P<home>(?:{home})\b)|"
    r"(?P<they>(?:{they})\b)|(?P<who>{person}))"
)
"""Whom a sentence speaks of, if not of the speaker."""
COMMON: Mapping[str, str] = {
    "upper": _UPPER,
    "cap": r"(?-i:[{upper}][\w'-]*)",
    "person": r"(?:(?:{titles}(?:(?-i:Le|La|De|Du|Ben|El) )?)?{cap}(?: (?:(?:de la|de|von|van|del|du|le|"
    r"la) )?{cap}){0,2})",
    "car": rf"(?P<value>(?-i:(?:{_MAKES})\b(?: (?:[{{upper}}][\w-]*|\d[\w-]*(?:\.\d+)?|[a-z]\d\b)){{0,2}}))",
    "number": r"(?P<value>(?:\+|00)?\(?\d[\d ()/.-]{6,18}\d)",
    "mail": r"(?P<value>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
    "size": r"(?P<value>\d\d(?:[,.]5)?)",
    "height": r"(?P<value>(?:1[,.]\d\d ?m?|1\d\d ?cm|1 ?m ?\d\d))",
    "blood": r"(?P<value>(?-i:(?:AB|A|B|O|0)(?: ?[+-]|\b(?: (?:positiv|négatif|positif|positivo|negativo|"
    r"negativ))?)))",
    "who": WHO,
    "word": rf"[^\s,;:!?(){BLANK}]+",
}
"""By their names; those in braces that are not here each language has."""
