"""Homes told: addresses by their shape anywhere in the person's notes, where what stands near says that they
live there. Pure.

A table of homes with the columns "from" and "to"; the head of a letter that the person signs; a sentence with
the keys, the rent, the flatmates or the move in it. Whose home it is, is left to the words around it, as
everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from secondme.prefill.finding.doubts.people import People
from secondme.prefill.finding.doubts.whole import is_torn
from secondme.prefill.finding.homes.addresses import address_in
from secondme.prefill.finding.homes.in_turn import SAYS_BEFORE, in_one_line, moved_in
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.notes.days import full_day, stretch_in, times_in
from secondme.prefill.finding.notes.headings import ELSEWHERE
from secondme.prefill.finding.notes.labels import words_in
from secondme.prefill.finding.notes.letterheads import is_own_name
from secondme.prefill.finding.notes.letters import greeting_in
from secondme.prefill.finding.notes.lines import sentence_around
from secondme.prefill.finding.notes.owners import is_a_street
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.notes.small_letters import is_in_small_letters
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.people.relations import RELATIONS
from secondme.prefill.finding.people.rosters import Row, rows_of_tables
from secondme.prefill.finding.weighing import same_key

_LIVES = re.compile(
    r"(?i)\b(?:keys?|moved? (?:in|into|here|to)|moving (?:in|day)|my (?:room|flat|place|address)|"
    r"our (?:flat|house|place|address)|"
    r"sublet\w*|subletting|roommates?|housemates?|flatmates?|landlord|landlady|tenan(?:t|cy)|lease|"
    r"i (?:now )?live|we (?:now )?live|"
    r"we(?:['\u2019]ve| have) been here|"
    r"umzug|umgezogen|einzug|eingezogen|schlüssel|ich wohne|wir wohnen|wohnhaft|unsere? (?:wohnung|haus|"
    r"adresse)|meine (?:wohnung|adresse|anschrift)|"
    r"vermieter\w*|mietvertrag|angemeldet|emménag\w+|d[ée]m[ée]nag\w+|cl[ée]f?s|j['\u2019]habite|"
    r"nous habitons|on habite|je loge|"
    r"notre (?:appartement|maison|adresse)|mon (?:appartement|adresse|appart)|colocs?|propriétaire|bail|"
    r"mudanza|me mud[ée]|nos mudamos|llaves|vivo|vivimos|mi (?:piso|casa|dirección)|nuestr[ao] (?:piso|"
    r"casa)|caser[oa]|empadronad[oa]|"
    r"contrato de alquiler|trasloc\w+|trasferit[oaie]|chiavi|abito|abitiamo|la mia (?:casa|stanza)|"
    r"il mio (?:indirizzo|appartamento)|"
    r"casa nostra|coinquilin[oaie]|padrone di casa|residenza|mudei\w*|mudámos\w*|chaves|moro|moramos|"
    r"minha (?:casa|morada)|meu endereço|"
    r"senhori[oa]|verhuisd|verhuizing|sleutels?|ik woon|(?:we|wij) wonen|ons huis|mijn adres|huisbaas)\b"
)
"""What people say beside the address at which they live."""
_NEARLY = re.compile(
    r"(?i)\b(?:nearly|almost|viewed|viewing|didn['\u2019]?t take|turned down|fell through|declined|"
    r"visited|fast|beinahe|besichtigt\w*|abgesagt|"
    r"zurückgezogen|presque|failli|visité\w*|refusé\w*|casi|visit(?:é|amos|ado)|descart\w+|quasi|vist[oa]|"
    r"rifiutat\w+|"
    r"visitei|desisti\w*|bijna|bekeken|afgezegd|abgelehnt|rechaz\w+)\b"
)
_AWAY = re.compile(
    r"(?i)\b(?:holiday|cottage|airbnb|hotel|hostel|ferien\w*|urlaub|unterkunft|vacances|gîte|location de|"
    r"vacaciones|hostal|vacanze|albergo|"
    r"férias|pousada|vakantie|office|surgery|clinic|praxis|kanzlei|cabinet|consulta|consultorio|"
    r"studio medico|despacho|shop|laden|"
    r"workshop|taller|officina|factory|depot|garage|yard|school|schule|école|colegio|scuola|escola)\b"
)
_BESIDE_A_HOME = frozenset({"landlord", "flatmate", "neighbour"})
"""Who is named beside one's own home by their nature."""
_STREET = frozenset(
    """
    street strasse address adresse anschrift rue calle direccion via indirizzo rua morada endereco straat
    adres domicilio
    """.split()  # noqa: SIM905
)
_CODE = frozenset("plz postcode zip cp code cap cep".split())  # noqa: SIM905
_TOWN = frozenset(
    """
    ort stadt town city ville ciudad poblacion localidad citta comune cidade localidade plaats stad
    """.split()  # noqa: SIM905
)
_FROM = frozenset(
    """
    von ab from since seit depuis du desde dal da inizio inicio van sinds start begin entrada
    """.split()  # noqa: SIM905
)
_TO = frozenset("bis to until till au jusque hasta al fino fim ate tot eind ende end salida".split())  # noqa: SIM905
_SMALL_CODE = re.compile(r"(?<!\w)(?:[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|(?<=\d{4}) ?[a-z]{2})(?!\w)")
_SENTENCE = re.compile(r"[^\n]*[^\W\d]{4}(?<!str)(?<!Str)(?<!Avda)[.!?]+\s+(?=\d)")
BY_A_TABLE, AT_THE_HEAD, BY_WORDS = 0.9, 0.9, 0.8
BEFORE, BEHIND = 130, 200
"""Characters around an address in which such words count, in its own paragraph."""
_TO_WHOM = re.compile(
    r"\s*(?:an|to|à|a la|al|alla|allo|agli|à l['\u2019]|ao|à|aan|z\. ?hd|attn|f\.a\.o)\b", re.IGNORECASE
)
"""With what the address of whoever is written to begins."""
MOST_ABOVE = 6
"""Lines over a greeting in which the sender stands."""


def homes_told(said: Said, circle: Circle) -> Iterator[Noted]:
    """The addresses at which a note of the person says that they live, or lived."""
    yield from _in_tables(said)
    if said.is_chat or not ELSEWHERE.isdisjoint(words_in(f"{said.heading} {said.title}")):
        return
    at, head = 0, _head_of_own_letter(said, circle)
    text = with_large_letters(said.text)
    is_of_the_street = is_a_street(said.heading) or is_a_street(said.title)
    while (span := address_in(text, at)) is not None:
        first, at = _behind_a_sentence(text, *span)
        value = in_one_line(_without_name(text[first:at], circle))
        near = _near(said.text, first, at)
        if is_torn("address", value, None) or full_day(value):
            continue
        if at <= head:
            yield _noted(said, value, first, at, AT_THE_HEAD)
            head = first  # The second block at the head is of whoever is written to.
            continue
        if _NEARLY.search(near) or _AWAY.search(near) or _is_of_another(_before(said.text, first), circle):
            continue
        titled = is_of_the_street and same_key(said.heading.split(" > ")[-1] or said.title) in same_key(value)
        if titled or _LIVES.search(near):
            yield _noted(said, value, first, at, BY_WORDS)


def _behind_a_sentence(text: str, first: int, last: int) -> tuple[int, int]:
    """An address without a sentence that ends before its number: "I am abroad. 14 Mill Lane, ..."."""
    sentence = _SENTENCE.match(text, first, last)
    return (sentence.end() if sentence else first), last


def with_large_letters(text: str) -> str:
    """A note in small letters as addresses are looked for in it: each word with a capital, codes in capitals.
    It keeps its length."""
    if not is_in_small_letters(text):
        return text
    coded = _SMALL_CODE.sub(lambda code: code[0].upper(), text)
    return re.sub(
        r"(?<![\w'\u2019])[^\W\d_][^\W\d_]{2,}", lambda word: word[0][0].upper() + word[0][1:], coded
    )


def _is_of_another(before: str, circle: Circle) -> bool:
    """Whether the words before an address speak of somebody else last."""
    told = [one for one in People(circle).marks(before) if RELATIONS.get(one.word) not in _BESIDE_A_HOME]
    return bool(told) and told[-1].kind != "me"


def _noted(said: Said, value: str, first: int, last: int, sure: float) -> Noted:
    line = said.text[first : sentence_around(said.text, last)[1]]
    before = _before(said.text, first)
    is_over = SAYS_BEFORE.search(before) is not None
    stretch = (
        stretch_in(said.text[last : sentence_around(said.text, last)[1]])
        if sum(1 for _ in times_in(line))
        else None
    )
    moved = moved_in(said.text) if not is_over and sure == BY_WORDS else None
    begins = stretch.first if stretch else moved.first if moved else None
    more = (said.proof(moved.start, moved.end),) if moved and not stretch else ()
    return Noted(
        *(value, said.proof(first, last), sure),
        past=is_over,
        valid_from=begins,
        valid_to=stretch.last if stretch else None,
        order=(said.passage, first),
        more=more,
    )


def _near(text: str, first: int, last: int) -> str:
    """What stands around an address in its paragraph."""
    begin = max(text.rfind("\n\n", 0, first), first - BEFORE, 0)
    end = text.find("\n\n", last)
    return text[begin : min(end if end >= 0 else len(text), last + BEHIND)]


def _before(text: str, first: int) -> str:
    return text[sentence_around(text, first)[0] : first]


def _without_name(value: str, circle: Circle) -> str:
    """An address without the person's name in a line over it."""
    rows = value.split("\n")
    return "\n".join(rows[1:]) if len(rows) > 1 and is_own_name(rows[0], circle) else value


def _head_of_own_letter(said: Said, circle: Circle) -> int:
    """Where the greeting of a letter of the person stands, below their own address; 0 where it is none."""
    greeting = greeting_in(said.text) if said.key in circle.letters else None
    if greeting is None:
        return 0
    rows = [row for row in said.text[:greeting].split("\n") if row.strip()]
    is_to_others = any(_TO_WHOM.match(row) for row in rows[:1])
    return greeting if len(rows) <= 4 * MOST_ABOVE and not is_to_others else 0


def _in_tables(said: Said) -> Iterator[Noted]:
    """The homes of a table that has a column for since when they lived there."""
    for row in rows_of_tables(said.written or said.text):
        heads = {head: set(words_in(head)) for head in row.cells}
        street, code, town = (_cell(row.cells, heads, words) for words in (_STREET, _CODE, _TOWN))
        begins, ends = (_cell(row.cells, heads, words) for words in (_FROM, _TO))
        if (
            not (street and town and begins)
            or not re.search(r"\d", street)
            or _NEARLY.search(" ".join(row.cells.values()))
        ):
            continue
        yield _of_row(said, row, f"{street}, {code} {town}".replace("  ", " "), begins, ends)


def _of_row(said: Said, row: Row, value: str, begins: str, ends: str) -> Noted:
    first = next((day.first for day in times_in(begins)), None)
    last = next((day.last for day in times_in(ends)), None)
    order = (said.passage, row.first)
    proof = said.proof(row.first, row.last)
    return Noted(value, proof, BY_A_TABLE, past=bool(ends), valid_from=first, valid_to=last, order=order)


def _cell(cells: Mapping[str, str], heads: Mapping[str, set[str]], words: frozenset[str]) -> str:
    return next((cell for head, cell in cells.items() if heads[head] & words), "")
