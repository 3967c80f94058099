"""Little words that are not searched for, and which language's they are.

A question is short, and a stop word of one language is another one's name or noun ("die", "Dove", "Ana"). So
only the words of one language are left out: English ones, unless another language clearly has more of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

STOP_WORDS = frozenset(
    """
    a about after again all also am an and any are as at be because been before being between both but by can
    could d did do does doing don during each few for from further had has have having he her here hers him
    his how i if in into is it its itself just ll m me more most my myself no nor not now of off on once only
    or other our ours out over own re s same she should so some such t than that the their theirs them then
    there these they this those through to too under until up ve very was we were what when where which while
    who whom whose why will with would you your yours
    """.split()  # noqa: SIM905
)
"""The English ones."""

_OTHERS = {
    "de": """
    aber alle als am an auch auf aus bei bin bis da das dass dem den der des die dies diese dieser doch
    du ein eine einem einen einer eines er es für gibt hab habe haben hast hat hatte hatten ich ihm ihn
    ihr ihre im in ist ja kann kein keine man mein meine meinem meinen meiner mich mir mit nach nicht
    noch nur ob oder schon sein seine sich sie sind so über um und uns unser unsere vom von vor wann war
    waren warum was weil welche welchem welchen welcher welches wem wen wenn wer werden wie wieder wir
    wird wo wohin woher wurde zu zum zur
    """,
    "fr": """
    a ai ais ait as au aux avait avec avez avons c ce ces cet cette chez combien comment d dans de des
    donc du elle elles en es est et étais était étaient été eu il ils j je l la le les leur leurs lui m
    ma mais me mes moi mon n ne nos notre nous on ont ou où par pas plus pour pourquoi qu quand que quel
    quelle quelles quels qui quoi s sa sans se sera ses si son sont sur t ta te tes toi ton tu un une
    vos votre vous y
    """,
    "es": """
    a al algo como cómo con cuál cuáles cuándo cuánto cuántos de del desde donde dónde e el él ella
    ellas ellos en era eran es esa ese eso está estaba están este esta fue fueron ha había hace han
    hasta hay he la las le les lo los más me mi mis muy no nos nuestra nuestro o para pero por porque
    qué que quien quién quiénes se sea según ser si sí sin sobre son soy su sus también te tengo tiene
    tu tus un una uno y ya yo
    """,
    "it": """
    a abbiamo ad al alla alle agli ai anche avevo c che chi ci come con cosa cui da dal dalla degli dei
    del della delle di dov dove e è ed era erano fu gli ha hai hanno ho i il in io l la le lei li lo
    loro lui ma me mi mia mie miei mio nei nel nella noi non nostra nostro o per perché più qual quale
    quali quando quanto quanti quante quel quella questo questa se sei si sia sono su sua sue suo sul
    sulla ti tra tu tua tuo un una uno vi voi
    """,
    "pt": """
    a ao aos as à às com como da das de do dos e é ela elas ele eles em era eram essa esse esta este
    estava eu foi foram há isso isto já lhe mais mas me meu meus minha minhas muito na nas não no nos
    nós nossa nosso o onde os ou para pela pelo por porque qual quais quando quanto quantos que quê quem
    se sem ser seu seus só sua suas também te tem tenho teu tinha tu tua um uma você vocês
    """,
    "nl": """
    aan al als ben bij daar dan dat de deze die dit door een en er gaan had hadden heb hebben heeft hem
    het hier hij hoe hoeveel hun ik in is je jij jouw kan komt maar me meer met mij mijn na naar niet
    nog nu of om omdat onder ons onze ook op over te tot u uit uw van veel voor waar waarom wanneer
    waren was wat we welk welke wie wij word worden zal ze zich zij zijn zo
    """,
}
BY_LANGUAGE: Mapping[str, frozenset[str]] = {
    "en": STOP_WORDS,
    **{language: frozenset(words.split()) for language, words in _OTHERS.items()},
}
FEWEST = 2
"""So many little words make a language, and more than English has of its own."""


def language_of(words: Sequence[str]) -> str:
    """The language whose little words these are, by its code; English unless another one's clearly are.

    words: in lower case. Of two languages with as many words neither is chosen.
    """
    met = {language: sum(word in stops for word in words) for language, stops in BY_LANGUAGE.items()}
    best, second = sorted(met.values(), reverse=True)[:2]
    if best < FEWEST or best == second or best <= met["en"]:
        return "en"
    return max(met, key=met.__getitem__)


def likely_languages(words: Sequence[str], little: Mapping[str, frozenset[str]] = BY_LANGUAGE) -> list[str]:
    """All languages that have as many of these words for little words as any. words: in lower case; little:
    the words of each."""
    met = {language: sum(word in stops for word in words) for language, stops in little.items()}
    most = max(met.values())
    return [language for language, count in met.items() if count == most]


def stop_words_of(words: Sequence[str]) -> frozenset[str]:
    """The little words of the language in which these words are."""
    return BY_LANGUAGE[language_of(words)]
