"""Examples for the two things that a small model is asked: what a message states, and whether a claim is so.

Without them a model of 1.5B makes a fact of anything. They are invented, in wordings of their own.
"""

from __future__ import annotations

NOTED: tuple[tuple[str, str, tuple[tuple[str, str, str, str], ...]], ...] = (
    ("Tom", "Last box unpacked, Hamburg feels like home already", (("Tom", "lives in", "Hamburg", "holds"),)),
    ("Ruth", "lol same, see you at eight then", ()),
    (
        "Ruth",
        "Anton handed in his notice at Siemens, he flies for Condor these days",
        (("Anton", "works at", "Condor", "holds"), ("Anton", "works at", "Siemens", "ended")),
    ),
    ("Tom", "The film is about a nurse who goes to Alaska and marries a bear", ()),
    (
        "Kim",
        "Can't have the satay, peanuts make my throat swell",
        (("Kim", "allergic to", "peanuts", "holds"),),
    ),
    (
        "Ruth",
        "they made me head of sales, can you believe it",
        (("Ruth", "works as", "head of sales", "holds"),),
    ),
    (
        "Kim",
        "You misheard me, my sister is Lena and not Lea",
        (("Kim", "sister", "Lena", "holds"), ("Kim", "sister", "Lea", "never")),
    ),
    ("Tom", "I would give a lot for a Porsche", ()),
    (
        "Ruth",
        "Moritz traded the Golf in for a Tesla",
        (("Moritz", "drives", "Tesla", "holds"), ("Moritz", "drives", "Golf", "ended")),
    ),
    ("Kim", "Sold the violin, my fingers won't do it", (("Kim", "plays", "violin", "ended"),)),
    (
        "Tom",
        "We finally opened our little café in Altona last week! I plan to put tables outside in May.",
        (
            ("Tom", "did", "opened our little café in Altona", "holds"),
            ("Tom", "plans", "put tables outside", "holds"),
        ),
    ),
    ("Tom", "Anton has a beagle now, the poor sofa. He named it Keks.", (("Anton", "dog", "Keks", "holds"),)),
    ("Kim", "The old number is dead, try 0171 2345678", (("Kim", "phone number", "0171 2345678", "holds"),)),
    ("Ruth", "Happy birthday Tom!! Have a great day", ()),
    (
        "Kim",
        "Tuesday nights are for judo these days, it keeps me sane. I adore it.",
        (("Kim", "takes a class in", "judo", "holds"), ("Kim", "likes", "judo", "holds")),
    ),
    (
        "Tom",
        "Lena closed her account with Comdirect, she banks with ING",
        (("Lena", "bank", "ING", "holds"), ("Lena", "bank", "Comdirect", "ended")),
    ),
    ("Ruth", "Dr Vogt has looked after my teeth for years", (("Ruth", "dentist", "Dr Vogt", "holds"),)),
    ("Kim", "Maybe Anton will move to Bremen, who knows", ()),
    ("Ruth", "Kim swims laps at Holmes Place before work", (("Kim", "gym", "Holmes Place", "holds"),)),
    (
        "Kim",
        "The ferry gets me to the office since the bridge closed",
        (("Kim", "goes to work by", "ferry", "holds"),),
    ),
    ("Tom", "Third Danish lesson done, rødgrød is hard", (("Tom", "learns", "Danish", "holds"),)),
)
"""Who says what, and the facts in it: of whom, what, the value, and whether it holds, ended or never was."""

CLAIMED: tuple[tuple[str, str, str, bool], ...] = (
    (
        "Ruth",
        "Anton handed in his notice at Siemens, he flies for Condor these days",
        "Anton works at Condor.",
        True,
    ),
    (
        "Ruth",
        "Anton handed in his notice at Siemens, he flies for Condor these days",
        "Ruth works at Condor.",
        False,
    ),
    ("Tom", "I would give a lot for a Porsche", "Tom drives Porsche.", False),
    ("Kim", "Sold the violin, my fingers won't do it", "Kim plays violin.", False),
    ("Kim", "Sold the violin, my fingers won't do it", "Kim no longer plays violin.", True),
    ("Tom", "Lena closed her account with Comdirect, she banks with ING", "Lena's bank is ING.", True),
    ("Tom", "Hamburg is lovely in spring", "Tom lives in Hamburg.", False),
    ("Kim", "You misheard me, my sister is Lena and not Lea", "Kim's sister was never Lea.", True),
    ("Ruth", "Moritz traded the Golf in for a Tesla", "Moritz drives Tesla.", True),
    ("Ruth", "Kim will have a Porsche when pigs fly", "Kim drives Porsche.", False),
)
"""Who says what, a claim about it, and whether the message says so."""
