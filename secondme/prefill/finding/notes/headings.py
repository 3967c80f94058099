"""What people file their own notes under, in seven languages; a heading of other words may be somebody's
name.
"""

from __future__ import annotations

HEADINGS = frozenset(
    """
    wichtige wichtiges allgemeine allgemeines aktuelle offizielle medizinische finanzielle sachen importants
    importantes officiels medicaux utiles utili utile importanti personals medicos uteis belangrijke
    medische homes residences residence moving addresses adresse address lives living background vorlagen
    about adressen administration admin administratie abroad all angaben archive asuntos auto banking bank
    bancos banque basics basisdaten behorden bewerbung bio biografie biography bureau carriere career
    certificates contact contactos contacts contatti contato contatos coordonnees curriculum cv data daten
    datos dati dados gegevens details detalles dettagli detalhes dokumente documenten documents documentos
    documenti documentation papeles papiers papers papieren papiere paperwork eigene emergency essential
    essentials facts fakten family familie famille familia famiglia finance finances finanzen finanzas
    finanze financas financien flat form formulare forms general generale generales gesundheit gezondheid
    health saude salud salute sante housing household haushalt haus house home huis casa hogar maison
    wohnung id identification identity identitat identite identidad identita identidade important importante
    wichtig belangrijk info information informationen informations informacion informazioni informacoes
    informatie insurance insurances versicherungen versicherung assurance assurances seguros seguro
    assicurazioni verzekeringen job jobs journal diary tagebuch kontakt kontaktdaten kontakte konten leben
    life lebenslauf list lists liste lists logins medical medizin medisch membership memberships misc
    miscellaneous sonstiges divers varios varie diverse money note notes notizen notas appunti notities
    numbers nummern numeros numeri office official ids passports passport organisation organization personal
    personliche personlich personnel personnelles personales personali pessoais persoonlijk persoonlijke
    privacy private privat profil profile perfil profilo profiel reference referenzen reise reisen voyage
    voyages viajes viaggi viagens reizen travel trip trips quick renewals scratch self summary steckbrief
    stammdaten steuer steuern taxes tax impots impuestos tasse impostos belastingen things todo unterlagen
    vehicle vehicles vital work arbeit travail trabajo lavoro trabalho werk wohnen years year 1 moi ich yo
    io eu ik me myself self mich stuff key keep safe handy folder file files sheet cheat md txt markdown
    docx odt pdf told you kfz fuhrerschein ausweise behorde amt vertrage contracts contratos contrats
    contratti obsidian vault settings home inbox daily index readme reminders reminder merkzettel merkliste
    memo aide memoire recordatorio promemoria lembretes geheugensteun passwords konto bankverbindung karte
    karten cards card experience employment education ausbildung berufserfahrung erfahrung formation
    experiencia educacion esperienza istruzione experiencia formacao opleiding werkervaring skills
    tenue uniforme uniform dienstkleidung divisa farda kleding kleidung vetements ropa vestiti roupa
    bedrijfskleding roken roker rauchen raucher tabac fumeur fumo fumar fumador fumante smoking
    smoker fumatore
    furgo furgoneta van camionnette bulli kombi camper standard standardista accueil zentrale centralino
    diario diari dagboek logbook carnet
    kalender calendar calendario calendrier agenda termine appuntamenti compromissos afspraken
    kenntnisse languages resume vitae berufliches situation status situacion situazione situacao
    infos useful handy practical random various bits pieces odds ends worth remember reference look up asked
    often boring everyday main common latest necessary adult grown
    nutzliches nutzliche praktisches praktische verschiedenes kram zeug krimskrams merken nachschlagen alltag
    nutzlich praktisch pratique pratiques trucs choses retenir vrac
    utilidades cosas practicas practicos recordar varias cose pratiche ricordare
    other others autre autres otros otras andere anderes weiteres altro altri outros outras anders overig
    wohnungen appartements logements viviendas pisos appartamenti moradas woningen domicilios direcciones
    indirizzi enderecos adressen listen zettel mappe ordner ubersicht einkauf einkaufe notizbuch
    dienstplan protokoll merkblatt packliste wachbuch
    coisas uteis praticas praticos lembrar handige handig nuttige nuttig dingen weetjes onthouden
    """.split()  # noqa: SIM905
)
HOME_HEADS = frozenset(
    """
    house home flat apartment tenancy lease moving address addresses housing wohnung haus zuhause daheim
    mietvertrag miete umzug adresse adressen wohnen maison appartement logement domicile bail demenagement
    adresses casa piso vivienda alquiler hogar mudanza direccion domicilio apartamento abitazione appartamento
    live lives habite habitons wohne vivo vivimos abito abitiamo moro moramos woon wonen
    affitto trasloco indirizzo morada arrendamento aluguel endereco mudanca moradia huis woning huur thuis
    verhuizing appart appt coloc colocation flatshare wg kot studio apto depto alojamiento alloggio quarto
    """.split()  # noqa: SIM905
)
"""Words of the headings of notes about one's home."""
ELSEWHERE = frozenset(
    """
    hunting viewing viewings search holiday holidays wanted candidates options besichtigung besichtigungen
    suche wohnungssuche ferien ferienhaus ferienwohnung urlaub visite visites recherche vacances location
    busqueda visitas vacaciones ricerca vacanze procura ferias zoektocht bezichtiging vakantie airbnb hotel
    hostel cottage cabin chalet caravan venue gite hutte hut baita agriturismo huisje
    allotment schrebergarten
    """.split()  # noqa: SIM905
)
"""Words of the headings of notes about places that are nobody's home."""
