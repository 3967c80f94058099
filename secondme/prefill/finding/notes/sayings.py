"""Sentences in which people say who they are, in seven languages: "Ich heiße Noor", "Je suis née le 4 mars
1987 à Lyon".

What English sentences say, `secondme.memories.english` has understood already; here stands what it leaves
out. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_DATE = r"(?P<birthday>\d[^,;!?\n]{5,24}?\d{4})"
_PLACE = r"(?P<birthplace>[A-ZÀ-Þ][\w'\u2019-]*(?: (?:[a-z]{1,3} )?[A-ZÀ-Þ][\w'\u2019-]*){0,3})"
_WORD = r"[A-ZÀ-Þ][\w'\u2019-]+"
_NAME = rf"(?P<name>{_WORD}(?: (?:(?:de|da|do|van|von|der|den|di|del|la) )*{_WORD}){{0,4}})"
_CITY = _PLACE.replace("birthplace", "city")
_PLACE += r"(?:, (?P<country_of_birth>[A-ZÀ-Þ][\w' -]{2,30}?)(?=[;,.!?\n]|$))?"
_JOB = r"(?P<occupation>[^\W\d_][^.,;!?\n]{2,40}?)"
_FIRM = r"(?P<employer>[A-ZÀ-Þ\d][^.,;!?\n]{1,50})"
_DOCTOR = (
    r"(?:(?:le|la|il|der|die|den|el|o|a|de) )?(?P<doctor>(?:(?:Dr|Dra|Dott|Dottor|Dottoressa|Doctor|"
    r"Doktor|Docteur|dr|dra|dott|"
    rf"dottor|dottoressa|docteur|doctor)\.? )?{_WORD}(?: {_WORD}){{0,2}})"
)
_REST = r"(?P<allergies>[^.;!?\n]{3,80})"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bI was born(?: on)? (?:the )?{_DATE}(?: in {_PLACE})?",
        r"\bI was born(?: on)? (?P<birthday>[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})"
        rf"(?: in {_PLACE})?",
        rf"\bI was born in {_PLACE}(?: on (?:the )?{_DATE})?",
        rf"\b[Ii]ch (?:bin|wurde) am {_DATE}(?: in {_PLACE})? geboren",
        rf"\b[Ii]ch (?:bin|wurde) in {_PLACE} (?:am {_DATE} )?geboren",
        rf"\b[Ii]ch (?:hei(?:ß|ss)e|bin|wohne|lebe) [^.;:!?\n]{{2,60}} und (?:bin|wurde) am {_DATE}"
        rf"(?: in {_PLACE})? geboren",
        rf"\b[Jj]e suis née? le {_DATE}(?: à {_PLACE})?",
        rf"\b[Jj]e suis née? à {_PLACE}",
        rf"\b[Nn]ací el {_DATE}(?: en {_PLACE})?",
        rf"\b[Nn]ací en {_PLACE}",
        rf"\b[Ss]ono nat[oa] il {_DATE}(?: ad? {_PLACE})?",
        rf"\b[Ss]ono nat[oa] ad? {_PLACE}",
        rf"\b[Nn]asci (?:em|a) {_DATE}(?:,? (?:em|no|na) {_PLACE})?",
        rf"\b[Nn]asci (?:em|no|na) {_PLACE}",
        rf"\b[Ii]k heet [^.;:!?\n]{{2,60}} en (?:ben|werd) (?:geboren )?op {_DATE}(?: geboren)?"
        rf"(?: in {_PLACE})?",
        rf"\b[Ii]k ben (?:geboren )?op {_DATE}(?: geboren)?(?: in {_PLACE})?",
        rf"\b[Ii]k ben (?:geboren in {_PLACE}|in (?P<born_in>[A-Z]\w+) geboren)",
        rf"(?:\b[Mm]y (?:full )?name is|\b[Ii]ch hei(?:ß|ss)e|\b[Mm]ein (?:voller )?Name ist|\b[Jj]e "
        rf"m['\u2019]appelle|\b[Mm]e llamo|"
        rf"\b[Mm]i nombre es|\b[Mm]i chiamo|\b[Cc]hamo-me|\b[Oo]? ?[Mm]eu nome é|\b[Ii]k heet|\b[Mm]ijn "
        rf"naam is) {_NAME}",
        rf"(?:\b[Ii]ch (?:wohne|lebe) (?:jetzt |seit \d{{4}} )?in|\b[Jj]['\u2019]habite (?:à|en)|\b[Vv]ivo "
        rf"en|\b[Vv]ivo ad?|\b[Aa]bito ad?|"
        rf"\b[Mm]oro em|\b[Vv]ivo em|\b[Ii]k woon in) {_CITY}",
        rf"(?:\b[Ii]ch a|(?:^|[.\n] ?)A)rbeite (?:seit \d{{4}} )?als {_JOB}"
        rf"(?: (?:bei|für)(?: der| dem)? {_FIRM}| in\b|[.,\n]|$)",
        rf"\b[Ii]ch arbeite (?:seit \d{{4}} )?bei(?: der| dem)? {_FIRM}",
        rf"\b[Jj]e travaille comme {_JOB}(?: (?:chez|pour) {_FIRM}| à\b|[.,\n]|$)",
        rf"\b[Jj]e travaille chez {_FIRM}",
        rf"\b[Tt]rabajo como {_JOB}(?: (?:en|para) {_FIRM}|[.,\n]|$)",
        rf"\b[Ll]avoro come {_JOB}(?: (?:presso|per|da|alla) {_FIRM}|[.,\n]|$)",
        rf"\b[Tt]rabalho como {_JOB}(?: (?:na|no|para a?) {_FIRM}|[.,\n]|$)",
        rf"\b[Ii]k werk als {_JOB}(?: (?:bij|voor) {_FIRM}|[.,\n]|$)",
        r"(?:\b(?:I(?:['\u2019]m| am|m)|im|[Ii]ch bin|[Jj]e mesure|[Mm]oi|[Mm]ido|[Ss]ono alt[oa]|"
        r"[Mm]eço|[Ii]k ben)"
        r" (?P<height>[12](?:[.,]|m ?)\d\d(?: ?m\b)?|1\d\d(?= ?cm|\s*(?:[,.;\n]|$))(?: ?cm)?|"
        r"[4-6] ?(?:ft|foot|') ?\d{1,2}))",
        r"\b(?P<no_smoke>I (?:don['\u2019]?t|do not|never) smoke|[Ii]ch rauche (?:nicht|nie)|"
        r"[Jj]e ne fume pas|[Nn]o fumo|"
        r"[Nn]on fumo|[Nn]ão fumo|[Ii]k rook niet)\b",
        r"\b(?:[Mm]y (?:new )?(?:GP|doctor)(?: now)? is|"
        r"[Mm]ein(?:e)? (?:neuer? )?Haus[aä]rzt(?:in)? (?:ist|heißt)|"
        r"[Mm]on (?:nouveau )?médecin(?: traitant)?,? (?:c['\u2019]est|est)|"
        r"[Mm]i (?:nuev[oa] )?médic[oa](?: de cabecera)? es|"
        r"[Ii]l (?:mio )?(?:nuovo )?medico(?: nuovo)? è|[Oo] meu (?:novo )?médico(?: novo)? é|"
        r"[Mm]ijn (?:nieuwe )?huisarts (?:is|heet)) "
        rf"{_DOCTOR}",
        r"\b(?:I(?:['\u2019]m| am) still with|[Ii]ch bleibe bei|[Jj]e (?:garde|reste avec)|[Ss]igo con|"
        r"[Rr]esto con|[Cc]ontinuo com|"
        rf"[Ii]k blijf bij) (?=(?:\w+ )?(?:[Dd]r|[Dd]ra|[Dd]ott|[Dd]octeur)\b){_DOCTOR}",
        r"\b(?:I(?:'m| am)|[Ii]ch bin|[Jj]e suis|[Ee]stoy|[Ss]oy|[Ss]ono|[Ss]ou|[Ii]k ben) "
        r"(?P<marital_status>married|single|divorced|"
        r"widowed|verheiratet|ledig|geschieden|verwitwet|mariée?|célibataire|divorcée?|veuf|veuve|casad[oa]|"
        r"solter[oa]|"
        r"divorciad[oa]|viud[oa]|sposat[oa]|celibe|nubile|divorziat[oa]|vedov[oa]|solteir[oa]|viúv[oa]|"
        r"getrouwd|ongehuwd|"
        r"gescheiden|weduwe|weduwnaar)\b(?! to\b)",
        rf"\b(?:[Ii]ch bin allergisch (?:gegen|auf)|[Jj]e suis allergique (?:à la|à l['\u2019]|aux?|à)|"
        rf"[Ss]oy alérgic[oa] a(?:l)?|"
        rf"[Ss]ono allergic[oa] (?:a|al|alla|alle|ai|agli)|[Ss]ou alérgic[oa] (?:a|ao|à|às|aos)|[Ii]k ben "
        rf"allergisch voor) {_REST}",
    )
)
_MAY_SAY = re.compile(
    r"was born|name is|(?:GP|doctor)(?: now)? is|still with|\bI (?:don|do not|never)|"
    r"\bI['\u2019 ]?a?m \d|\bim \d|\bM[iy]do|"
    r"\b[Mm]oi\b|[Cc]ontinuo|[Rr]esto|[Ss]igo|[Mm]eço|[Mm]ido|[Nn][oã]o? fumo|[Nn]on fumo|[Ii]l (?:mio|"
    r"medico|nuovo)|"
    r"\b(?:I'm|I am) (?:married|single|divorced|widowed)|\b(?:[Ii]ch|[Mm]ein|Arbeite|[Jj]e|"
    r"[Jj]['\u2019]habite|[Nn]ac[í]|"
    r"[Mm]e llamo|[Mm]i|[Vv]ivo|[Aa]bito|[Tt]rabajo|[Ss]oy|[Ee]stoy|[Ss]ono|[Ll]avoro|[Nn]asci|[Cc]hamo|"
    r"[Mm]eu|[Mm]oro|[Ss]ou|[Tt]rabalho|"
    r"[Ii]k|[Mm]ijn)\b"
)
"""The cheap check: whether anything of the kind can stand in a text."""
_MEANS = {
    "no_smoke": ("smoker",),
    "name": ("full name", "given name"),
    "marital_status": ("marital status",),
    "country_of_birth": ("country of birth",),
    "born_in": ("birthplace",),
}
_BORN = ("born", "geboren", "né à", "née à", "né le", "née le", "nací", "nato", "nata", "nasci")
SAID_WITH: Mapping[str, tuple[str, ...]] = {
    "country of birth": _BORN,
    "full name": (
        "name is",
        "heiße",
        "heisse",
        "Name ist",
        "appelle",
        "llamo",
        "nombre es",
        "chiamo",
        "chamo",
        "nome é",
        "heet",
    ),
    "birthday": ("born", "geboren", "né le", "née le", "nací", "nato", "nata", "nasci"),
    "birthplace": _BORN,
    "city": ("wohne", "lebe", "habite", "vivo", "abito", "moro", "woon"),
    "occupation": (
        "arbeite als",
        "travaille comme",
        "trabajo como",
        "lavoro come",
        "trabalho como",
        "werk als",
    ),
    "employer": (
        *(
            "arbeite",
            "travaille chez",
            "travaille comme",
            "trabajo como",
            "lavoro come",
            "trabalho como",
            "werk als",
        ),
    ),
    "marital status": (
        *(
            "married",
            "single",
            "divorced",
            "widowed",
            "verheiratet",
            "ledig",
            "geschieden",
            "verwitwet",
            "marié",
        ),
        *(
            "mariée",
            "célibataire",
            "divorcé",
            "casado",
            "casada",
            "soltero",
            "soltera",
            "sposato",
            "sposata",
        ),
        *("celibe", "nubile", "solteiro", "solteira", "getrouwd", "ongehuwd", "gescheiden"),
    ),
    "doctor": (
        *(
            "GP is",
            "doctor is",
            "still with",
            "Hausarzt",
            "Hausärztin",
            "bleibe bei",
            "médecin",
            "garde",
            "reste avec",
        ),
        *("médico", "médica", "sigo con", "medico", "continuo com", "huisarts", "blijf bij"),
    ),
    "height": ("mesure", "mido", "alta", "alto", "meço", "moi", "I'm", "im", "ich bin", "ik ben"),
    "smoker": ("smoke", "rauche", "fume", "fumo", "rook"),
    "allergies": ("allergisch", "allergique", "alérgico", "alérgica", "allergico", "allergica"),
}
"""By attribute, words that its sentences have."""


@dataclass(frozen=True, slots=True)
class Saying:
    """That the speaker has this value, at characters [first, last)."""

    attribute: str
    value: str
    first: int
    last: int


def sayings_in(text: str) -> Iterator[Saying]:
    """What the speaker says to be."""
    for pattern in _PATTERNS if _MAY_SAY.search(text) else ():
        for match in pattern.finditer(text):
            for group, value in match.groupdict().items():
                for attribute in _MEANS.get(group, (group,)) if value else ():
                    if attribute != "given name" or " " not in value:
                        said = "no" if group == "no_smoke" else value
                        yield Saying(attribute, said, *match.span())
