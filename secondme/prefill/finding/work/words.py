"""Words of CVs in seven languages: what their parts are headed with, firms, schools, degrees, and what people
work as.
"""

from __future__ import annotations

import re

JOB_HEADS = frozenset(
    """
    experience employment work career jobs job berufserfahrung werdegang arbeit beruflicher berufliche
    emplois experiences professionnelle professionnel parcours experiencia laboral profesional empleos
    esperienza esperienze lavorativa professionale lavori experiencia profissional empregos werkervaring
    curro boulot taf trampo laburo
    loopbaan banen positions stellen beruf stationen stations emploi poste postes travail trabajo trabajos
    empleo trayectoria carrera lavoro carriera trabalho trabalhos emprego percurso carreira werk werkgevers
    """.split()  # noqa: SIM905
)
STUDY_HEADS = frozenset(
    """
    education studies school schooling university degrees ausbildung bildung studium schule schulbildung
    bildungsweg formation etudes diplomes educacion estudios formacion istruzione studi formazione formacao
    educacao estudos opleiding opleidingen onderwijs studie
    """.split()  # noqa: SIM905
)
FIRM = re.compile(
    r"\b(?:GmbH|AG|KG|SE|Ltd|Limited|LLC|LLP|Inc|Corp|PLC|plc|S\.?A\.?|S\.?L\.?|S\.?p\.?A|S\.?r\.?l|B\.?V|"
    r"N\.?V|Lda|SAS|SARL|Co|"
    r"Group|Bank|Hospital|Clinic|Klinik|Charité|School|Schule|University|Council|Institute|Institut|Museum|"
    r"Studio|Studios|"
    r"Labs?|Systems|Software|Consulting|Partners|Hotel|Restaurant|Bakery|Bäckerei|Ministry|Verlag|Press|"
    r"Agency|Agentur|"
    r"Hôpital|Agence|Mairie|Ayuntamiento|Ospedale|Câmara|Stichting|Gemeente|Ziekenhuis|Trust|NHS|Surgery|"
    r"Foundation|Charity|Ministère|Ministerio|Ministério|Ministero|Société|Groupe|Grupo|Gruppo|Association|"
    r"Asociación|Associação|Associazione|Cabinet|Atelier|Boulangerie|Clinique|Clínica|Clinica|Centre|Centro|"
    r"Zentrum|Collège|Lycée|École|Escola|Escuela|Colegio|Colégio|Scuola|Universidad|Universidade|Università|"
    r"Université|Universität|Universiteit|Instituto|Istituto|Crédit|Caisse|Banco|Banca|CHU|EHPAD|Praxis|"
    r"Stiftung|Fundación|Fundação|Fondazione|Fondation|Stadt|Landkreis|Rathaus|Werke|Kita|Kindergarten|"
    r"Cooperativa|Junta|Comune|Azienda|Ltda|Unipessoal|Hostal|Restaurante|Ristorante|Zorg|Bedrijf|e\.V)\b"
)
SCHOOL = re.compile(
    r"(?i)\b(?:\w*universi\w+|uni\b|\w*hochschule|college|\w*school|\w*gymnasium|\w*schule|lyc[ée]e|école|"
    r"ecole|escuela|"
    r"instituto?|institute|IES|IFAS|IFSI|IUT|liceo|scuola|politecnico|escola|faculdade|academy|akademie|académie|academia|"
    r"polytechni\w+|TU \w+|"
    r"ETH|MIT|LMU|UCL|LSE)\b"
)
DEGREE = re.compile(
    r"(?i)\b(?:b\.?a\.?|b\.?sc\.?|m\.?a\.?|m\.?sc\.?|mba|ph\.?d\.?|bachelor\w*|master\w*|magister|diplom\w*|"
    r"abitur|matura|licen\w+|"
    r"grado|laurea\w*|doctor\w*|promotion|baccalaur\w+|bac\b|diplôme|a-levels|a levels|gcse\w*|"
    r"apprenticeship|staatsexamen|"
    r"mestrado|maestría|m[áa]ster|bacharel\w*|gradua(?:ção|do)\b|doutorado|tecnólogo|lehramt|mag\.|nvq|"
    r"city (?:and|&) guilds|fp\b|formación profesional|ciclo formativo|bts|dut|brevet|diploma\w*|hbo|mbo|"
    r"vwo|havo)(?!\w)"
)
SUBJECT = re.compile(r"\s+(?:in|of|en|di|em|de)\s+(?=[A-ZÀ-Þ]|[a-zà-þ]{5})")
ROLE = re.compile(
    r"(?i)\b(?:\w*engineer|\w*developer|\w*manager\w*|\w*nurse|\w*teacher|\w*assistant\w*|\w*designer\w*|"
    r"\w*analyst\w*|\w*entwickler\w*|"
    r"\w*ingenieur\w*|\w*lehrer\w*|\w*leiter\w*|\w*krankenpfleger\w*|\w*berater\w*|consultant\w*|"
    r"architekt\w*|architect\w*|"
    r"ingénieure?|infirmiè?re?|professeure?|développeu\w+|chef\w*|cook|baker|bäcker\w*|journalist\w*|"
    r"redakteur\w*|editor\w*|"
    r"ingenier[oa]|enfermer[oa]|profesora?|desarrollador\w*|director\w*|ingegnere|infermier[ea]|insegnante|"
    r"sviluppat\w+|"
    r"engenheir[oa]|enfermeir[oa]|professora?|programador\w*|intern|praktikant\w*|trainee|clerk|accountant|"
    r"buchhalter\w*|"
    r"verpleegkundige|leraar|ontwikkelaar|head of \w+|lead|officer|researcher|scientist|librarian|"
    r"translator|übersetzer\w*|"
    r"traduct\w+|photographer|fotograf\w*|waiter|waitress|kellner\w*|barista|driver|fahrer\w*|seller|"
    r"verkäufer\w*|vendeu\w+|\w*pfleger\w*|\w*arzt|\w*ärztin|\w*techniker\w*|\w*mechaniker\w*|\w*meister\w*|"
    r"\w*krankenschwester|\w*pfleger\w*|schreiner\w*|klempner\w*|bäcker\w*|friseur\w*|erzieher\w*|logopäd\w+|\w*referent\w*|sachbearbeiter\w*|\w*assistenz|elektriker\w*|tischler\w*|"
    r"aide-\w+|sage-femme|menuisi\w+|charpentier|infirmi\w+|plombi\w+|ouvri\w+|employée?|vendeu\w+|coiffeu\w+|comptable|instit\w+|cuisini\w+|responsable|technicien\w*|avocate?|médecin|"
    r"secrétaire|serveu\w+|enseignante?|architecte|bibliothécaire|"
    r"oficial|peón|enfermer[oa]|fontaner[oa]|albañil|profesora?|funcionari[oa]|maestr[oa]|abogad[oa]|arquitect[oa]|camarer[oa]|cociner[oa]|electricista|contable|administrativ[oa]|"
    r"médic[oa]|técnic[oa]|auxiliar|encargad[oa]|dependient[ea]|conductora?|carpinter[oa]|"
    r"professora|pedreiro|enfermeir[oa]|vendedora?|advogad[oa]|arquitet[oa]|cozinheir[oa]|eletricista|contabilista|motorista|gestora?|pasteleir[oa]|"
    r"carpinteir[oa]|professor|"
    r"infermier[ea]|insegnante|idraulico|avvocat[oa]|architetto|camerier[ea]|cuoc[oa]|impiegat[oa]|ragionier[ea]|autista|medic[oa]|tecnic[oa]|"
    r"responsabile|operai[oa]|falegname|"
    r"verpleegkundige|leraar|lerares|chauffeur|planner|loodgieter|medewerk\w+|adviseur|monteur|kok|verkoper|verkoopster|timmerman|docent\w*|arts|onderwijzer\w*)\b"
)
_WORK = re.compile(
    rf"(?P<work>(?i:{ROLE.pattern.removeprefix('(?i)')})"
    r"(?: (?:(?:de|d['\u2019]|di|do|da|of|für) ?)?[a-zß-ÿ]{3,}){0,2}?)"
    r"(?: (?:in|at|à|en|em|a|au|chez|bei|na|no|op|bij) [A-ZÀ-Þ].*)?"
)


def work_in(piece: str) -> str | None:
    """What a piece of a line says that somebody works as, without the place; None where it says more."""
    found = _WORK.fullmatch(piece)
    return found["work"] if found else None
