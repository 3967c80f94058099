"""Towns and countries in which one works, and for which one does not: "trabajo en Madrid"."""

from __future__ import annotations

from secondme.prefill.countries import country_of
from secondme.recall.time_tokens import fold

_TOWNS = frozenset(
    """ madrid barcelona valencia sevilla zaragoza malaga murcia palma bilbao alicante cordoba valladolid vigo
    gijon granada oviedo pamplona almeria burgos salamanca albacete santander logrono badajoz huelva leon
    tarragona cadiz jaen ourense lugo girona caceres toledo avila segovia soria teruel huesca lleida cuenca
    mexico bogota lima quito buenos-aires montevideo santiago lisboa oporto paris lyon marseille marsella
    toulouse nice nantes montpellier strasbourg bordeaux lille rennes reims toulon grenoble dijon angers
    brest limoges tours amiens metz besancon orleans rouen mulhouse caen nancy quimper vannes lorient
    poitiers bruxelles liege namur geneve lausanne montreal quebec berlin hamburg munchen koln frankfurt
    stuttgart dusseldorf leipzig dortmund essen bremen dresden hannover nurnberg bochum bonn munster
    mannheim karlsruhe augsburg wiesbaden kiel mainz freiburg lubeck erfurt rostock kassel potsdam ulm
    heidelberg regensburg wien graz linz salzburg innsbruck klagenfurt villach wels bregenz zurich basel
    bern genf luzern winterthur london londres roma rom milano mailand
    """.split()  # noqa: SIM905
)


def is_a_place(words: str) -> bool:
    """Whether words are a town's or a country's name alone."""
    return fold(words).replace(" ", "-") in _TOWNS or country_of(words) is not None
