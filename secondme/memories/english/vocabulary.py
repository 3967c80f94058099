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
    r"stonemason|freelancer|intern|apprentice|proofreader|bookkeeper|supervisor|guide|assistant|agent|clerk|officer|"
    r"inspector|operator|planner|broker|banker|auditor|publisher|producer|presenter|reporter|optician|radiographer|"
    r"anaesthetist|paediatrician|cardiologist|psychiatrist|counsellor|counselor|nanny|childminder|carer|porter|courier|"
    r"lifeguard|locksmith|blacksmith|goldsmith|jeweller|watchmaker|shoemaker|seamstress|weaver|sculptor|composer|"
    r"conductor|violinist|pianist|cellist|drummer|animator|copywriter|copy editor|librettist|poet|novelist|blogger|"
    r"surveyor|cartographer|astronomer|botanist|zoologist|ecologist|ranger|forester|vintner|cheesemaker|barkeeper|"
    r"sommelier|caterer|confectioner|chocolatier|grocer|fishmonger|greengrocer|headteacher|principal|dean|"
    r"solicitor|barrister|notary|paralegal|detective|constable|policeman|policewoman|diplomat|politician|mayor|"
    r"tester|sysadmin|webmaster|strategist|marketer|recruiter|trader|underwriter|actuary|"
    r"dietitian|nutritionist|osteopath|chiropractor|masseuse|acupuncturist|groomer|zookeeper|shepherd|logger|miner|"
    r"glazier|plasterer|tiler|decorator|upholsterer|cabinetmaker|luthier|roadie|stagehand|choreographer|"
    r"dispatcher|stewardess|steward|flight attendant|captain|skipper|deckhand|conservationist|lexicographer)"
)
DIET = (
    r"(?:vegetarian|vegan|pescatarian|flexitarian|coeliac|celiac|gluten-free|gluten free|"
    r"dairy-free|lactose intolerant|"
    r"gluten intolerant|teetotal|halal|kosher|diabetic|keto(?:genic)?|paleo|low-carb|low carb|macrobiotic|raw food|raw|"
    r"sugar-free|sugar free|plant-based|plant based|lactose-free|nut-free|low-fodmap|low-fat|low-salt|mediterranean|"
    r"omnivore|omnivorous|meat-free|grain-free|carnivore|fruitarian)"
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
TRANSPORT = (
    r"(?:(?:electric |e-|city |company |cargo |folding |mountain |push |shuttle |night |express |fast |commuter )?"
    r"(?:bike|bicycle|tram|train|bus|ferry|metro|subway|underground|tube|scooter|motorbike|motorcycle|moped|shuttle|"
    r"carpool|car pool|car share|carshare|boat|coach|taxi|cab|skateboard|rollerblades|streetcar|light rail|car|van|"
    r"foot|S-Bahn|U-Bahn|monorail|cable car|funicular|kayak|water taxi|park and ride))"
)
BANKS = (
    r"(?:Erste|Monzo|Triodos|N26|Barclays|Revolut|Santander|Rabobank|Nationwide|Starling|Raiffeisen|ING|Swedbank|Bunq|"
    r"bunq|Handelsbanken|Millennium|HSBC|Lloyds|NatWest|Halifax|Chase|Citi(?:bank)?|Wells Fargo|Bank of America|"
    r"Deutsche Bank|Commerzbank|Sparkasse|Volksbank|DKB|Comdirect|BNP(?: Paribas)?|Cr[eé]dit Agricole|Soci[eé]t[eé] "
    r"G[eé]n[eé]rale|BBVA|CaixaBank|UniCredit|Intesa|Nordea|SEB|Danske Bank|ABN(?: AMRO)?|KBC|Belfius|UBS|Wise|Bawag|"
    r"Hypo|TSB|First Direct|Metro Bank|Co-op Bank|Allied Irish|AIB|Bank of Ireland|mBank|PKO|Pekao|Fineco|Capital One)"
)
CLASS = (
    r"(?!(?:it|that|this|these|those|them|lunch|dinner|breakfast|brunch|coffee|tea|drinks|work|school|meetings?|shifts?|time|"
    r"nothing|off|free|homework|laundry|shopping|cleaning|chores|groceries|a|an|the|my|our|his|her|their|your|some|any|no|"
    r"more|less|not|to|in|on|at|up|so|all|one|two|what|pizza|fish|fun|well|good|great|bad|you|me|him|us|visitors|guests|"
    r"plans|business|first|second|extra|every|plenty|lots|much|many|things|something|anything|everything|overtime|"
    r"english|maths?|history|nights?|days?|home|away|back|there|here|out|down)\b)"
    r"[a-z][\w-]*(?: (?!(?:class|classes|lessons?|course|sessions?|workshop|every|on|at|in|with|for|and|but|so|because|"
    r"now|too|again|twice|once|all|from|until|each|any|instead|tonight|this|last|next|since)\b)[a-z][\w-]*){0,2}"
)
"""What one may take lessons in, lower case."""
GYMISH = (
    r"(?:[\w&'-]* ?\b(?:Gym\w*|\w*[Ff]it\w*|Cross[Ff]it|Boulder\w*|Climbing|Leisure|Sports?|Athletic\w*|Muscle|Barbell|Iron|"
    r"Pulse|Flex|Core|Kinetic|Peak|Yoga|YMCA|Y|Velodrome|Dojo|Strength|Workout|Pump|Studio|Powerhouse|Box)\b(?: (?:& )?"
    r"[A-Z][\w&'-]*){0,3}|(?:[a-z]+ ){0,2}(?:sports hall|sports centre|sports center|gym|leisure centre|swimming pool|"
    r"climbing wall|climbing hall|fitness studio|health club))"
)
"""The name of a place to train, by a word that such names have."""
PLAYED = (
    r"(?:football|tennis|chess|basketball|volleyball|badminton|golf|rugby|hockey|cricket|"
    r"squash|handball|bridge|"
    r"(?:electric |bass |acoustic )?guitar|piano|violin|viola|cello|drums|flute|clarinet|"
    r"saxophone|trumpet|trombone|accordion|harp|"
    r"double bass|bass guitar|bass|organ|oboe|ukulele|banjo|harmonica|mandolin|recorder|bassoon|(?:French |french )?horn|"
    r"tuba|cornet|lute|lyre|sitar|zither|bagpipes|keyboards?|synth(?:esizer)?|percussion|marimba|xylophone|kalimba|tabla|"
    r"bongos|djembe|tin whistle|fiddle|concertina|dulcimer|harpsichord|glockenspiel|euphonium|piccolo|sax|handpan|"
    r"table tennis|darts|billiards|snooker|pool|padel|lacrosse|water polo|poker|backgammon)"
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
