"""Countries by their names in seven languages, by the names of their people, and by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from secondme.recall.time_tokens import fold

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")
_MORE = {
    "uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "great britain": "GB", "usa": "US",
    "america": "US", "holland": "NL", "czech republic": "CZ", "brd": "DE", "turkey": "TR",
}  # fmt: skip
_PEOPLE = {
    "GB": "british english scottish welsh britisch britin brite britannique britanico britanica brits brit",
    "DE": "german deutsch deutsche deutscher allemand allemande aleman alemana tedesco tedesca alemao alema "
    "duits",
    "FR": "french franzosisch franzose franzosin francais francaise frances francesa francese frans franse",
    "ES": "spanish spanisch spanier spanierin espagnol espagnole espanol espanola spagnolo spagnola espanhol "
    "espanhola spaans spaanse",
    "IT": "italian italienisch italiener italienerin italien italienne italiano italiana italiaans "
    "italiaanse",
    "PT": "portuguese portugiesisch portugiese portugiesin portugais portugaise portugues portuguesa "
    "portoghese "
    "portugees portugese",
    "NL": "dutch niederlandisch niederlander niederlanderin neerlandais neerlandaise holandes holandesa "
    "neerlandes "
    "neerlandesa olandese nederlands nederlandse",
    "AT": "austrian osterreichisch osterreicher osterreicherin autrichien autrichienne austriaco austriaca",
    "CH": "swiss schweizer schweizerin suisse suizo suiza svizzero svizzera suico suica zwitsers",
    "BE": "belgian belgisch belgier belge belga",
    "IE": "irish irisch ire irin irlandais irlandaise irlandes",
    "US": "american us-american amerikanisch amerikaner amerikanerin americain americaine estadounidense "
    "americano "
    "americana amerikaans",
    "PL": "polish polnisch pole polin polonais polonaise polaco polaca polacco polacca pools",
    "TR": "turkish turkisch turke turkin turc turque turco turca turks",
    "IN": "indian indisch inder indien indienne",
    "BR": "brazilian brasilianisch bresilien bresilienne brasileno brasilena brasileiro brasileira "
    "braziliaans",
    "SE": "swedish schwedisch schwede suedois",
    "DK": "danish danisch dane danois",
    "NO": "norwegian norwegisch",
    "FI": "finnish finnisch finne",
    "GR": "greek griechisch grieche griechin grec grecque griego griega greco",
    "RO": "romanian rumanisch roumain rumano",
    "HR": "croatian kroatisch kroate",
    "SI": "slovenian slowenisch slowene",
    "CZ": "czech tschechisch tscheche",
    "HU": "hungarian ungarisch ungar",
    "UA": "ukrainian ukrainisch ukrainer",
    "RU": "russian russisch russe",
    "CA": "canadian kanadisch",
    "AU": "australian australisch",
    "MX": "mexican mexicano",
    "CN": "chinese chinesisch chinois chino",
    "JP": "japanese japanisch japonais japones",
    "PK": "pakistani",
    "NG": "nigerian",
    "SY": "syrian syrisch syrer",
    "IR": "iranian iranisch",
    "MA": "moroccan marokkanisch marocain",
}  # fmt: skip


def country_of(text: str, *, people: bool = False) -> str | None:
    """The ISO 3166 code of the country that the whole text names. people: or whose people it names."""
    name = " ".join(fold(text).replace(".", "").split())
    found = _codes().get(name)
    return found or (_people().get(name) if people else None)


@cache
def _codes() -> Mapping[str, str]:
    from babel import Locale

    found = {
        " ".join(fold(name).split()): code
        for language in LANGUAGES
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "ZZ", "XA", "XB"}
    }
    return found | _MORE


@cache
def _people() -> Mapping[str, str]:
    return {word: code for code, words in _PEOPLE.items() for word in words.split()}
