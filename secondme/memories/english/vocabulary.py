"""Vocabulary: closed lists of words that a wording may need, as pattern source."""

from __future__ import annotations

MAKES = (
    r"(?:Skoda|Škoda|Volkswagen|VW|Golf|Polo|Fiat|Ford|Opel|Vauxhall|Renault|Peugeot|"
    r"Citro[eë]n|Toyota|Honda|Mazda|Nissan|"
    r"Tesla|Volvo|Audi|BMW|Mercedes|Seat|Dacia|Hyundai|Kia|Mini|Suzuki|Subaru|Jeep|"
    r"Porsche|Saab|Lexus|Mitsubishi|"
    r"Polestar|Smart|Jaguar|Land Rover|Chevrolet|Cupra|Yaris|Corsa|Fabia|Octavia|Clio|Zoe|"
    r"Leaf|Punto|Panda|Fiesta|Focus|"
    r"Passat|Astra|Civic|Corolla|Prius|Duster|Sandero)"
)
OCCUPATION = (
    r"(?:teacher|nurse|doctor|engineer|developer|programmer|designer|carpenter|plumber|"
    r"electrician|baker|chef|cook|waiter|"
    r"waitress|bartender|barista|journalist|writer|editor|translator|lawyer|judge|"
    r"accountant|architect|dentist|vet|"
    r"physiotherapist|therapist|psychologist|paramedic|midwife|pharmacist|surgeon|"
    r"scientist|researcher|lecturer|"
    r"professor|librarian|conservator|curator|musician|painter|photographer|illustrator|"
    r"potter|gardener|farmer|"
    r"fisherman|sailor|pilot|driver|postman|firefighter|soldier|analyst|consultant|"
    r"manager|director|secretary|"
    r"receptionist|cashier|salesman|tailor|hairdresser|barber|mechanic|welder|builder|"
    r"roofer|mason|joiner|"
    r"cleaner|caretaker|social worker|civil servant|electronics technician|technician|"
    r"tutor|trainer|coach|beekeeper|"
    r"bookbinder|bookseller|florist|butcher|brewer|winemaker|geologist|biologist|chemist|"
    r"physicist|mathematician|"
    r"historian|archaeologist|economist|statistician|actor|actress|dancer|singer|"
    r"stonemason|freelancer|intern|apprentice)"
)
DIET = (
    r"(?:vegetarian|vegan|pescatarian|flexitarian|coeliac|celiac|gluten-free|gluten free|"
    r"dairy-free|lactose intolerant|"
    r"gluten intolerant|teetotal|halal|kosher|diabetic)"
)
LANGUAGES = (
    r"(?:English|German|French|Spanish|Italian|Portuguese|Dutch|Slovene|Slovenian|"
    r"Croatian|Serbian|Polish|Czech|Slovak|"
    r"Hungarian|Romanian|Bulgarian|Greek|Turkish|Russian|Ukrainian|Swedish|Norwegian|"
    r"Danish|Finnish|Icelandic|Estonian|"
    r"Latvian|Lithuanian|Irish|Welsh|Gaelic|Catalan|Basque|Arabic|Hebrew|Persian|Farsi|"
    r"Hindi|Urdu|Bengali|Tamil|"
    r"Chinese|Mandarin|Cantonese|Japanese|Korean|Vietnamese|Thai|Swahili|Albanian|"
    r"Macedonian|Bosnian)"
)
PLAYED = (
    r"(?:football|tennis|chess|basketball|volleyball|badminton|golf|rugby|hockey|cricket|"
    r"squash|handball|bridge|"
    r"(?:electric |bass |acoustic )?guitar|piano|violin|viola|cello|drums|flute|clarinet|"
    r"saxophone|trumpet|trombone|accordion|harp|"
    r"double bass|bass|organ|oboe|ukulele|banjo|harmonica)"
)

DESCRIBED = (
    r"(?:(?:old|new|blue|red|white|black|silver|green|grey|second-hand|used|little|"
    r"electric|small|big|trusty) ){0,2}"
)
OWN = rf"(?:my |our |his |her |their |the |that |this ){DESCRIBED}"
END = (
    r"(?=\s*$|[.,;:!)]| (?:last|in|yesterday|today|on|this|because|and|after|two|three|a|"
    r"now|again|since|so|but|for|to|over|"
    r"before|when|soon|recently|already|any ?more)\b)"
)
