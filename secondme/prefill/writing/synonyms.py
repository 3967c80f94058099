"""Words that forms and people use for the same thing, in English, German, French, Spanish, Italian,
Portuguese and Dutch.

A word stands once within its group. What a single letter means depends on the language ("M", "F"), so
letters stand with the language they hold in.
"""

from __future__ import annotations

from functools import cache

from secondme.prefill.folding import folded

_WORDS: dict[str, dict[str, dict[str, str]]] = {
    "relationship": {
        "mother": {
            "en": "mother|mum|mom",
            "de": "Mutter|Mama|Mutti",
            "fr": "mère|maman|ma mère",
            "es": "madre|mamá|mi madre",
            "it": "madre|mamma|mia madre",
            "pt": "mãe|mamã|minha mãe",
            "nl": "moeder|mama",
        },
        "father": {
            "en": "father|dad",
            "de": "Vater|Papa|Vati",
            "fr": "père|papa|mon père",
            "es": "padre|papá|mi padre",
            "it": "padre|papà|mio padre",
            "pt": "pai|papá|meu pai",
            "nl": "vader|papa",
        },
        "daughter": {
            "en": "daughter",
            "de": "Tochter",
            "fr": "fille|ma fille",
            "es": "hija|mi hija",
            "it": "figlia|mia figlia",
            "pt": "filha|minha filha",
            "nl": "dochter",
        },
        "son": {
            "en": "son",
            "de": "Sohn",
            "fr": "fils|mon fils",
            "es": "hijo|mi hijo",
            "it": "figlio|mio figlio",
            "pt": "filho|meu filho",
            "nl": "zoon",
        },
        "sister": {
            "en": "sister",
            "de": "Schwester",
            "fr": "sœur|soeur|ma sœur",
            "es": "hermana|mi hermana",
            "it": "sorella|mia sorella",
            "pt": "irmã|minha irmã",
            "nl": "zus|zuster",
        },
        "brother": {
            "en": "brother",
            "de": "Bruder",
            "fr": "frère|mon frère",
            "es": "hermano|mi hermano",
            "it": "fratello|mio fratello",
            "pt": "irmão|meu irmão",
            "nl": "broer",
        },
    },
    "sex": {
        "female": {
            "en": "female|woman|f",
            "de": "weiblich|Frau|w",
            "fr": "féminin|femme|f",
            "es": "mujer|femenino|f",
            "it": "femmina|femminile|donna|f",
            "pt": "feminino|mulher|f",
            "nl": "vrouw|vrouwelijk|v",
        },
        "male": {
            "en": "male|man|m",
            "de": "männlich|Mann|m",
            "fr": "masculin|homme|m|h",
            "es": "hombre|masculino|varón|h",
            "it": "maschio|maschile|uomo|m",
            "pt": "masculino|homem|m",
            "nl": "man|mannelijk|m",
        },
        "neither": {
            "en": "non-binary|nonbinary|diverse|other|x",
            "de": "divers|nichtbinär|d|x",
            "fr": "non binaire|autre|x",
            "es": "no binario|otro|x",
            "it": "non binario|altro|x",
            "pt": "não binário|outro|x",
            "nl": "non-binair|anders|x",
        },
    },
    "marital status": {
        "single": {
            "en": "single|never married|unmarried|bachelor",
            "de": "ledig|alleinstehend|led",
            "fr": "célibataire",
            "es": "soltera|soltero|soltero/a|soltera/o|s",
            "it": "nubile|celibe|celibe/nubile|stato libero",
            "pt": "solteira|solteiro|solteiro/a|solteiro(a)|s",
            "nl": "ongehuwd|alleenstaand|ongetrouwd",
        },
        "married": {
            "en": "married",
            "de": "verheiratet|verh",
            "fr": "mariée|marié|marié(e)|marié/e",
            "es": "casada|casado|casado/a|casada/o|c",
            "it": "coniugata|coniugato|coniugato/a|sposata|sposato|sposato/a",
            "pt": "casada|casado|casado/a|casado(a)|c",
            "nl": "gehuwd|getrouwd",
        },
        "partnership": {
            "en": "civil partnership|registered partnership|in a civil partnership|civil partner",
            "de": "eingetragene Lebenspartnerschaft|Lebenspartnerschaft|verpartnert",
            "fr": "pacsée|pacsé|pacsé(e)|pacs|pacsé/e",
            "es": "pareja de hecho",
            "it": "unita civilmente|unito civilmente|unione civile|unito/a civilmente",
            "pt": "união de facto|unido de facto|união estável",
            "nl": "geregistreerd partnerschap|geregistreerd partner",
        },
        "cohabiting": {
            "en": "cohabiting|living together|living with a partner",
            "de": "in Lebensgemeinschaft|Lebensgemeinschaft|eheähnliche Gemeinschaft|"
            "in eheähnlicher Gemeinschaft",
            "fr": "concubinage|en concubinage|union libre|en union libre|vie maritale",
            "es": "en pareja|conviviendo en pareja",
            "it": "convivente|convivente di fatto",
            "pt": "vive em união|a viver em conjunto",
            "nl": "samenwonend|ongehuwd samenwonend",
        },
        "divorced": {
            "en": "divorced",
            "de": "geschieden|gesch",
            "fr": "divorcée|divorcé|divorcé(e)|divorcé/e",
            "es": "divorciada|divorciado|divorciado/a|d",
            "it": "divorziata|divorziato|divorziato/a",
            "pt": "divorciada|divorciado|divorciado/a|divorciado(a)|d",
            "nl": "gescheiden",
        },
        "separated": {
            "en": "separated|legally separated",
            "de": "getrennt lebend|getrennt",
            "fr": "séparée|séparé|séparé(e)|séparé/e",
            "es": "separada|separado|separado/a|sp",
            "it": "separata|separato|separato/a",
            "pt": "separada|separado|separado/a|separado(a)",
            "nl": "gescheiden van tafel en bed",
        },
        "widowed": {
            "en": "widowed|widow|widower",
            "de": "verwitwet|verw",
            "fr": "veuve|veuf|veuf/veuve|veuf(ve)",
            "es": "viuda|viudo|viudo/a|v",
            "it": "vedova|vedovo|vedovo/a",
            "pt": "viúva|viúvo|viúvo/a|viúvo(a)|v",
            "nl": "weduwe|weduwnaar|verweduwd|weduwe/weduwnaar",
        },
    },
    "employment status": {
        "employed": {
            "en": "employed|employee|in work|working|in employment",
            "de": "angestellt|angestellte|angestellter|berufstätig|erwerbstätig|beschäftigt|Arbeitnehmer",
            "fr": "salarié|salariée|salarié(e)|salarié/e|en emploi|employé|employée",
            "es": "empleada|empleado|trabajador por cuenta ajena|por cuenta ajena|asalariado|en activo",
            "it": "occupato|occupata|dipendente|lavoratore dipendente|lavoratrice dipendente",
            "pt": "empregada|empregado|trabalhador por conta de outrem|por conta de outrem|CLT",
            "nl": "werknemer|in loondienst|in dienst|werkend|werkzaam",
        },
        "self-employed": {
            "en": "self-employed|freelance|freelancer",
            "de": "selbstständig|selbständig|freiberuflich",
            "fr": "indépendant|indépendante|indépendant(e)|travailleur indépendant",
            "es": "autónoma|autónomo|por cuenta propia|trabajador por cuenta propia",
            "it": "autonomo|autonoma|libero professionista|libera professionista",
            "pt": "por conta própria|trabalhador independente|autônomo|autônoma",
            "nl": "zelfstandig|zelfstandige|zzp|zzp'er",
        },
        "student": {
            "en": "student",
            "de": "Student|Studentin|studierend",
            "fr": "étudiant|étudiante|étudiant(e)",
            "es": "estudiante",
            "it": "studente|studentessa",
            "pt": "estudante",
            "nl": "studerend",
        },
        "retired": {
            "en": "retired|pensioner",
            "de": "Rentner|Rentnerin|im Ruhestand|pensioniert",
            "fr": "retraité|retraitée|retraité(e)",
            "es": "jubilada|jubilado|pensionista",
            "it": "pensionato|pensionata",
            "pt": "reformada|reformado|aposentada|aposentado",
            "nl": "gepensioneerd|met pensioen",
        },
        "unemployed": {
            "en": "unemployed|out of work|looking for work",
            "de": "arbeitslos|arbeitssuchend",
            "fr": "chômage|au chômage|demandeur d'emploi|sans emploi",
            "es": "desempleada|desempleado|en paro|en desempleo",
            "it": "disoccupato|disoccupata",
            "pt": "desempregada|desempregado",
            "nl": "werkloos|werkzoekend",
        },
    },
    "honorific": {
        "Mr": {
            "en": "Mr|Mister",
            "de": "Herr|Hr",
            "fr": "Monsieur|M|Mr",
            "es": "Sr|Señor|D|Don",
            "it": "Sig|Signor|Signore",
            "pt": "Sr|Senhor",
            "nl": "dhr|de heer|heer|meneer",
        },
        "Ms": {
            "en": "Ms",
            "de": "Frau|Fr",
            "fr": "Madame|Mme",
            "es": "Sra|Señora|Dña|Doña",
            "it": "Sig ra|Signora",
            "pt": "Sra|Senhora",
            "nl": "mevr|mevrouw|mw",
        },
        "Mrs": {"en": "Mrs"},
        "Miss": {"en": "Miss", "fr": "Mademoiselle|Mlle", "es": "Srta|Señorita", "it": "Signorina"},
        "Mx": {"en": "Mx"},
        "Dr": {
            "en": "Dr|Doctor",
            "de": "Dr|Doktor",
            "fr": "Dr|Docteur",
            "es": "Dr|Dra|Doctor|Doctora",
            "it": "Dott|Dott ssa|Dottore|Dottoressa",
            "pt": "Dr|Dra|Doutor|Doutora",
            "nl": "dr",
        },
        "Prof": {
            "en": "Prof|Professor",
            "de": "Prof|Professor|Professorin",
            "fr": "Pr|Professeur",
            "es": "Prof|Profesor|Profesora",
            "it": "Prof|Prof ssa|Professore|Professoressa",
            "pt": "Prof|Professor|Professora",
            "nl": "prof|professor",
        },
    },
    "yes or no": {
        "yes": {
            "en": "yes|y|true|1|on",
            "de": "ja|j",
            "fr": "oui|o",
            "es": "sí|s",
            "it": "sì|s",
            "pt": "sim|s",
            "nl": "ja|j",
        },
        "no": {
            "en": "no|n|false|0|off",
            "de": "nein|n",
            "fr": "non|n",
            "es": "no|n",
            "it": "no|n",
            "pt": "não|n",
            "nl": "nee|neen|n",
        },
    },
}
BROADER = {"Mrs": "Ms", "Miss": "Ms", "cohabiting": "single"}
"""What includes a meaning, for forms that do not tell the two apart."""
_PLAIN_WORD = 3
"""Characters from which a word means the same in whatever language the form is."""


def meaning(text: str, group: str, language: str) -> str | None:
    """What a word means within a group ("weiblich" in "sex" means "female"); None where nothing says.

    Words of any language are understood; single letters only in the form's own, or where all agree.
    """
    wanted = folded(text)
    own = {said for said, words in _means(group, wanted) if words == language}
    found = own or {said for said, _ in _means(group, wanted)}
    return found.pop() if len(found) == 1 and (own or len(wanted) >= _PLAIN_WORD or not language) else None


def wording(said: str, group: str, language: str) -> list[str]:
    """The words for a meaning in a language, the usual one first; none where the language has none here."""
    return _WORDS[group][said].get(language, "").split("|") if language else []


def groups_of(attribute: str) -> tuple[str, ...]:
    """The groups in which a value of this attribute is understood; nothing names one: yes and no alone."""
    return (attribute,) if attribute in _WORDS else ("yes or no",)


def _means(group: str, wanted: str) -> list[tuple[str, str]]:
    """Every meaning that has this word, with the language it has it in."""
    return _by_word(group).get(wanted, [])


@cache
def _by_word(group: str) -> dict[str, list[tuple[str, str]]]:
    meanings: dict[str, list[tuple[str, str]]] = {}
    for said, by_language in _WORDS[group].items():
        for language, words in by_language.items():
            for word in words.split("|"):
                meanings.setdefault(folded(word), []).append((said, language))
    return meanings
