"""Words for what people are to each other, in seven languages, each under the name that memories give it."""

from __future__ import annotations

from collections.abc import Mapping

from secondme.recall.time_tokens import fold

_WORDS = {
    "partner": "partner|husband|wife|spouse|girlfriend|boyfriend|fiance|fiancee|mann|ehemann|frau|ehefrau|"
    "ehepartner|partnerin|lebensgefahrte|lebensgefahrtin|freundin|mari|femme|epouse|epoux|conjoint|conjointe|"
    "compagnon|compagne|marido|esposo|esposa|mujer|pareja|conyuge|marito|moglie|coniuge|compagno|compagna|"
    "mulher|companheiro|companheira|conjuge|parceiro|parceira|echtgenoot|echtgenote|vrouw|partnerin",
    "daughter": "daughter|tochter|fille|hija|figlia|filha|dochter",
    "son": "son|sohn|fils|hijo|figlio|filho|zoon",
    "child": "child|children|kid|kids|baby|kind|kinder|enfant|enfants|hijos|figli|filhos|kinderen",
    "mum": "mum|mom|mam|mama|mami|mamma|mother|mummy|mommy|mutter|mutti|mere|maman|madre|mae|moeder",
    "dad": "dad|daddy|papa|father|vater|vati|pere|padre|pai|vader|babbo",
    "parents": "parents|parent|eltern|padres|genitori|ouders",
    "sister": "sister|schwester|soeur|sœur|hermana|sorella|irma|zus|zuster",
    "brother": "brother|bruder|frere|hermano|fratello|irmao|broer|broertje",
    "grandmother": "grandmother|grandma|gran|granny|nan|oma|großmutter|grossmutter|grand-mere|mamie|abuela|"
    "nonna|avo|grootmoeder",
    "grandfather": "grandfather|grandpa|grandad|opa|großvater|grossvater|grand-pere|papi|abuelo|nonno|"
    "grootvader",
    "aunt": "aunt|auntie|tante|tia|zia",
    "uncle": "uncle|onkel|oncle|tio|zio|oom",
    "cousin": "cousin|cousine|primo|prima|cugino|cugina|neef",
    "in-law": "sogra|sogro|suegra|suegro|suocera|suocero|schwiegermutter|schwiegervater|schwiegereltern|"
    "schoonmoeder|schoonvader|schoonouders|suegros|sogros|suoceri|beaux-parents|schwager|schwagerin|cunhado|"
    "cunhada|cunado|cunada|cognato|cognata|zwager|schoonzus|schoonzoon|schwiegersohn|schwiegertochter|yerno|"
    "nuera|genro|nuora|gendre",
    "friend": "friend|freund|freunde|ami|amie|amigo|amiga|amico|amica|vriend|vriendin",
    "colleague": "colleague|coworker|kollege|kollegin|collegue|companero|companera|collega",
    "flatmate": "flatmate|roommate|housemate|mitbewohner|mitbewohnerin|colocataire|coinquilino|huisgenoot",
    "neighbour": "neighbour|neighbor|nachbar|nachbarin|voisin|voisine|vecino|vecina|vicino|vicina|vizinho|"
    "vizinha|buurman|buurvrouw",
    "landlord": "landlord|landlady|vermieter|vermieterin|proprietaire|bailleur|casero|casera|arrendador|"
    "padrone di casa|locatore|senhorio|senhoria|verhuurder|huisbaas",
    "boss": "boss|manager|supervisor|line manager|chef|chefin|vorgesetzter|vorgesetzte|jefe|jefa|capo|chefe|"
    "baas",
    "doctor": "doctor|medecin traitant|medico di base|medico de cabecera|medico de familia|"
    "gp|physician|hausarzt|hausarztin|arzt|arztin|medecin|docteur|medico|medica|dottore|"
    "dottoressa|huisarts|dokter",
    "dentist": "dentist|zahnarzt|zahnarztin|dentiste|dentista|tandarts",
    "emergency contact": "emergency contact|emergency|in case of emergency|next of kin|notfallkontakt|"
    "notfall|"
    "contact d'urgence|urgence|personne a prevenir|contacto de emergencia|emergencia|emergencias|"
    "contatto di emergenza|emergenza|contacto de emergencia|noodcontact|noodgeval",
    "employer": "employer|arbeitgeber|employeur|empleador|datore di lavoro|entidade patronal|werkgever",
    "school": "school|kita|kindergarten|nursery|ecole|creche|escuela|scuola|escola",
    "teacher": "teacher|lehrer|lehrerin|professeur|profesor|profesora|insegnante|professor|professora|leraar",
    "guardian": "guardian|vormund|tuteur|tutrice|tutor|tutore|voogd",
    "reference": "reference|referee|referenz|referencia|referenza|referentie",
    "pet": "pet|dog|cat|hund|katze|haustier|chien|chat|perro|gato|cane|gatto|cao|hond|kat|vet|tierarzt",
    "insurer": "insurer|insurance company",
}
_SIBLINGS = (
    ("big|little|older|elder|younger|twin", "sister", "brother"),
    ("grosse|große|kleine|altere|jungere", "schwester", ""),
    ("grosser|großer|kleiner|alterer|jungerer", "", "bruder"),
    ("grande|petite", "soeur", ""),
    ("grand|petit", "", "frere"),
    ("grote|kleine|oudere|jongere", "zus", "broer"),
)
"""What stands before a sibling of whom there are several."""
_BEHIND = {
    "sister": "hermana mayor|hermana menor|sorella maggiore|sorella minore|irma mais velha|irma mais nova|"
    "soeur ainee|soeur cadette|sorellina|hermanita",
    "brother": "hermano mayor|hermano menor|fratello maggiore|fratello minore|irmao mais velho|"
    "irmao mais novo|frere aine|frere cadet|fratellino|hermanito",
}
RELATIONS: Mapping[str, str] = {
    **{word: name for name, words in _WORDS.items() for word in words.split("|")},
    **{
        f"{size} {word}": name
        for sizes, sister, brother in _SIBLINGS
        for size in sizes.split("|")
        for word, name in ((sister, "sister"), (brother, "brother"))
        if word
    },
    **{word: name for name, words in _BEHIND.items() for word in words.split("|")},
}
"""The name of the relation by each word for it, in small letters and without accents."""
_COVERS: Mapping[str, tuple[str, ...]] = {
    "child": ("child", "son", "daughter"),
    "family member": ("partner", "child", "son", "daughter"),
    "parents": ("mum", "dad", "parents"),
    "guardian": ("guardian", "mum", "dad"),
}
_STORED: Mapping[str, tuple[str, ...]] = {
    "child": ("child", "kid", "baby"),
    "mum": ("mum", "mother", "mom"),
    "dad": ("dad", "father"),
    "partner": ("partner", "husband", "wife"),
    "grandmother": ("grandmother", "grandma", "gran", "granny", "nan"),
    "grandfather": ("grandfather", "grandpa", "grandad"),
    "flatmate": ("flatmate", "roommate", "housemate"),
}


_FEMALE = """
    daughter tochter fille hija figlia filha dochter mum mom mam mama mami mamma mother mummy mommy mutter
    mutti
    mere maman madre mae moeder sister schwester soeur hermana sorella irma zus zuster wife frau ehefrau
    femme epouse girlfriend freundin fiancee partnerin lebensgefahrtin compagne conjointe esposa mujer
    moglie compagna mulher companheira parceira echtgenote vrouw grandmother grandma gran granny nan oma
    grossmutter mamie abuela nonna avo grootmoeder aunt auntie tante tia zia
"""
_MALE = """
    son sohn fils hijo figlio filho zoon dad daddy papa father vater vati pere padre pai vader babbo
    brother bruder frere hermano fratello irmao broer broertje husband mann ehemann mari epoux boyfriend
    lebensgefahrte compagnon marido esposo marito compagno companheiro parceiro echtgenoot grandfather
    grandpa grandad opa grossvater papi abuelo nonno grootvader uncle onkel oncle tio zio oom
"""
SEXES: Mapping[str, str] = {
    **dict.fromkeys(_FEMALE.split(), "female"),
    **dict.fromkeys(_MALE.split(), "male"),
}
"""The sex of whom a word for a relation names, where it tells."""


def relation_named(whose: str) -> str | None:
    """The relation that these words name ("next of kin", "Ehefrau"); None where they name none."""
    words = " ".join(fold(whose).split())
    return words if words in _COVERS else RELATIONS.get(words)


def covered_by(relation: str) -> tuple[str, ...]:
    """The relations whose people are meant: sons and daughters are children."""
    return _COVERS.get(relation, (relation,))


def predicates_of(relation: str) -> tuple[str, ...]:
    """How memories may name it."""
    return _STORED.get(relation, (relation,))
