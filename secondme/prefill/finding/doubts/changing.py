"""Changing: whether the person's notes tell of a change after a value was written down. Pure.

An old note is not wrong because it is old. It is doubtful where a later one speaks of moving, of a new number
or of another job, or where what it says is another in a few years with everybody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from secondme.prefill.finding.doubts.lasting import is_over, is_taken_back
from secondme.prefill.finding.doubts.place import place_in
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.cards import KIND
from secondme.prefill.finding.people.emergencies import URGENT
from secondme.prefill.finding.weighing import same_key

_NEW = r"(?:new|neue[rns]?|nouve(?:l|lle|au)|nuev[ao]|nuov[ao]|nov[ao]|nieuwe?)"
_MOVED = re.compile(
    rf"(?i)\b(?:moved|moving|removal|relocat\w+|{_NEW} (?:address|flat|house|place|home|adresse|anschrift|"
    rf"wohnung|"
    r"appartement|logement|maison|dirección|direccion|casa|piso|domicilio|indirizzo|appartamento|morada|"
    r"endereço|"
    r"adres|huis|woning)|umz[uü]g\w*|umgezogen|umziehen|(?:ein|aus)gezogen|einzug|auszug|umgemeldet|"
    r"d[ée]m[ée]nag\w+|emm[ée]nag\w+|"
    r"mudanza|me mud[éo]|mudamos|mudado|(?:piso|casa) nuev[ao]|trasloc\w+|trasferit[oaie]|mudança|mudei|"
    r"(?:casa|morada) nova|verhui\w+|verhuisd|"
    r"(?:got|gave|handed|hand in|pick up|collected) (?:the |my |our |back the )?keys|schl[uü]ssel[uü]bergabe|"
    r"remis les cl[ée]f?s|entregu?[éeo] (?:de )?(?:las )?(?:llaves|chaves))\b"
)
_OTHER_NUMBER = re.compile(
    rf"(?i)\b(?:{_NEW} (?:\w+ )?(?:number|no|phone|mobile|sim|nummer|nr|rufnummer|handynummer|handy|"
    rf"num[ée]ro|"
    r"t[ée]l[ée]phone|portable|n[úu]mero|tel[ée]fono|m[óo]vil|telefone|telem[óo]vel|celular|telefono|"
    r"cellulare|"
    r"telefoonnummer|mail|email|e-mail|address|adresse|account|konto)|"
    r"(?:changed|switched|chang[ée]|cambiado|cambiato|mudei|gewechselt|veranderd) (?:\w+ ){0,2}(?:number|"
    r"phone|"
    r"num[ée]ro|de num[ée]ro|de n[úu]mero|numero|nummer)|(?:n[úu]mero|numero|num[ée]ro) (?:nuev[oa]|nuovo|"
    r"novo|nouveau))\b"
)
_OTHER_MAIL = re.compile(
    rf"(?i)\b(?:{_NEW} (?:e-?mail|mail|courriel|correo|posta)(?: address|adresse|\w*)?|(?:e-?mail|mail|"
    rf"courriel|correo) (?:address )?"
    r"(?:nuevo|nuova|novo|nouveau)|changed my (?:e-?mail|mail))\b"
)
_OTHER_JOB = re.compile(
    rf"(?i)\b(?:{_NEW} (?:job|employer|boss|arbeit|stelle|arbeitgeber|chef|emploi|poste|travail|trabajo|"
    rf"empleo|puesto|"
    r"lavoro|posto|emprego|trabalho|baan|werk)|resign\w*|handed in my notice|last day at|laid off|"
    r"redundan\w+|retire[ds]?|"
    r"retirement|kündig\w+|gekündigt|letzter arbeitstag|rente|pension(?:iert|né|ato)?|démission\w*|retraite|"
    r"licenci\w+|jubil\w+|despid\w+|renunci\w+|dimission\w+|pensione|reform(?:ad[oa]|ei)|demiti\w*|"
    r"despedi\w*|"
    r"ontslag|gepensioneerd|unemployed|arbeitslos|au chômage|en paro|disoccupat[oa]|desempregad[oa]|"
    r"werkloos)\b"
)
_OTHER_BOND = re.compile(
    r"(?i)\b(?:wedding|married|divorc\w+|separated|split up|widow\w*|hochzeit|geheiratet|verheiratet|"
    r"geschieden|"
    r"scheidung|getrennt|verwitwet|mariage|mari[ée]e?s?|s[ée]par[ée]\w*|veuf|veuve|boda|casad[oa]s?|"
    r"casamos|separad[oa]s?|"
    r"viud[oa]|matrimonio|sposat[oaie]|separat[oaie]|vedov[oa]|casamento|viúv[oa]|bruiloft|getrouwd|"
    r"gescheiden|"
    r"(?:her|his) funeral|died)\b"
)
_RENEWED = re.compile(
    rf"(?i)\b(?:renew\w*|{_NEW} (?:passport|card|licence|pass|ausweis|perso|passeport|carte|pasaporte|dni|"
    rf"carnet|"
    r"passaporto|carta|passaporte|cart[ãa]o|paspoort)|verlänger\w+|renouvel\w+|renov\w+|rinnov\w+|verlengd)\b"
)
_NO_MORE = re.compile(
    r"(?i)^(?:keine?r?|none|no|nil|no known|aucune?|néant|ningun[oa]?|nessun[oa]?|nenhum[a]?|geen|nothing|"
    r"nichts)\b"
)
_HOME = ("address", "street address", "postcode", "city", "region")
_SIGNS: Mapping[str, tuple[re.Pattern[str], ...]] = {
    **dict.fromkeys(_HOME, (_MOVED,)),
    "mobile": (_OTHER_NUMBER,),
    "email": (_OTHER_MAIL,),
    **dict.fromkeys(("phone", "landline"), (_MOVED, _OTHER_NUMBER)),
    **dict.fromkeys(("employer", "occupation", "employment status"), (_OTHER_JOB,)),
    **dict.fromkeys(("passport number", "id card number", "passport issued", "id card issued"), (_RENEWED,)),
    **dict.fromkeys(("passport expiry", "id card expiry"), (_RENEWED,)),
    **dict.fromkeys(("marital status", "number of children"), (_OTHER_BOND,)),
    URGENT: (_OTHER_BOND, _MOVED),
}
"""By what notes tell that an attribute is another since; for the others nothing is written down, so age
tells."""


LONGEST = 6
"""Years after which nothing that changes is taken to hold, whatever notes do not say."""


def last_told(kind: str, value: str, street: str, since: date, notes: Sequence[Said]) -> date:
    """The last day on which the person's notes have a home, a number or a mail address without a word of its
    being over. kind: as `rivals.kind_of` has it; street: of a home. since: when its own places say it."""
    mark = {"address": same_key(street), "phone": same_key(value)[-8:], "email": same_key(value)}.get(
        kind, ""
    )
    days = [
        note.said_at.date()
        for note in notes
        if mark and note.said_at is not None and note.kind != KIND and mark in same_key(note.text)
        for place in [place_in(note, street if kind == "address" else value)]
        if not is_over(place) and not is_taken_back(place)
    ]
    return max([since, *days])


def may_have_changed(attribute: str, value: str, since: date, until: date, notes: Sequence[Said]) -> bool:
    """Whether a value that was last said on a day `since` may be another by now: it is of a sort that changes
    without a word, or a note written after that day speaks of such a change."""
    signs = _SIGNS.get(attribute)
    if signs is None or _NO_MORE.match(value) or (until - since).days > LONGEST * 365.25:
        return True
    return any(
        sign.search(note.text) is not None
        for note in notes
        for sign in signs
        if note.said_at is not None and since < note.said_at.date() <= until
    )
