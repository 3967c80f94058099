"""Regions of countries whose people write them into addresses, by the names that stand there."""

from __future__ import annotations

REGIONS = (
    # Germany, Austria, Switzerland
    "Baden-Württemberg|Bayern|Berlin|Brandenburg|Bremen|Hamburg|Hessen|Mecklenburg-Vorpommern|Niedersachsen|"
    "Nordrhein-Westfalen|Rheinland-Pfalz|Saarland|Sachsen|Sachsen-Anhalt|Schleswig-Holstein|Thüringen|"
    "Burgenland|Kärnten|Niederösterreich|Oberösterreich|Salzburg|Steiermark|Tirol|Vorarlberg|Wien|"
    "Aargau|Bern|Genève|Luzern|St. Gallen|Thurgau|Ticino|Vaud|Valais|Wallis|Zürich|"
    # Great Britain and Ireland; those on -shire are known by it
    "Kent|Essex|Sussex|East Sussex|West Sussex|Surrey|Norfolk|Suffolk|Devon|Cornwall|Dorset|Somerset|Durham|"
    "County Durham|Cumbria|Merseyside|Greater Manchester|Greater London|Tyne and Wear|West Midlands|"
    "Northumberland|Rutland|Middlesex|Gwynedd|Powys|Fife|Highland|Co. Dublin|County Dublin|County Cork|"
    "County Galway|Avon|Isle of Wight|"
    # France, Spain, Portugal, Italy, the Netherlands, Belgium
    "Île-de-France|Bretagne|Normandie|Occitanie|Nouvelle-Aquitaine|Auvergne-Rhône-Alpes|Grand Est|Bourgogne|"
    "Hauts-de-France|Pays de la Loire|Provence-Alpes-Côte d'Azur|Corse|Rhône|Gironde|Isère|Loire-Atlantique|"
    "Andalucía|Aragón|Asturias|Cantabria|Castilla y León|Castilla-La Mancha|Cataluña|Catalunya|Extremadura|"
    "Galicia|La Rioja|Madrid|Comunidad de Madrid|Murcia|Navarra|País Vasco|Euskadi|Comunidad Valenciana|"
    "Valencia|Barcelona|Sevilla|Málaga|Granada|Cádiz|Córdoba|Alicante|Vizcaya|Bizkaia|Guipúzcoa|Gipuzkoa|"
    "A Coruña|Pontevedra|Zaragoza|Illes Balears|Islas Baleares|Las Palmas|Tarragona|Girona|Toledo|Valladolid|"
    "Lisboa|Porto|Braga|Aveiro|Coimbra|Faro|Setúbal|Leiria|Santarém|Évora|Algarve|Viseu|Madeira|Açores|"
    "Lombardia|Lazio|Toscana|Piemonte|Veneto|Emilia-Romagna|Liguria|Campania|Puglia|Sicilia|Sardegna|Calabria|"
    "Umbria|Marche|Abruzzo|Trentino-Alto Adige|Friuli-Venezia Giulia|Basilicata|Molise|"
    "Noord-Holland|Zuid-Holland|Utrecht|Gelderland|Noord-Brabant|Limburg|Overijssel|Groningen|Friesland|"
    "Fryslân|Drenthe|Flevoland|Zeeland|Vlaanderen|Antwerpen|Oost-Vlaanderen|West-Vlaanderen|Hainaut|Liège"
)
"""Their names with bars between them."""
