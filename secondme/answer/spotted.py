"""Examples for spotting: which words answer a question, and whether some words do. All of it is invented."""

from __future__ import annotations

INSTRUCTION = (
    "You answer a question from one note, with as few words as possible, copied from the note. Then you are "
    "asked whether an answer is right: say yes only if the note says just that of just whom the question is "
    "about, else no."
)
_FERRY = "Rita: took the ferry to Texel, Joost lent me his bike"
_BAKING = "Joost: (asked: Where did you learn to bake?) My uncle Piet showed me, every Sunday"
_EXAM = "Mo: passed my exam with 87 points, so proud"
_WEDDING = "Mo: I can't come, my sister's wedding is in Ghent"
_TUBA = "Rita: our new neighbour plays the tuba at midnight!!"
_BOAT = "Joost: I named the boat Albatross after that poem"

NAMED = (
    (_FERRY, "What did Joost lend Rita?", "his bike"),
    ("Rita: sold the van last week, too thirsty", "What did Rita sell?", "the van"),
    (_BAKING, "Who taught Joost to bake?", "My uncle Piet"),
    (_EXAM, "How many points did Mo get in the exam?", "87"),
    (_WEDDING, "Why can't Mo come?", "my sister's wedding"),
    (_TUBA, "What instrument does Rita's neighbour play?", "the tuba"),
    (_BOAT, "What is Joost's boat called?", "Albatross"),
    ("Mo: we met at a pottery class, she made the ugliest bowl", "Where did Mo meet her?", "a pottery class"),
)
"""A note, a question, and the words that answer it."""

CHECKED = (
    (_FERRY, "What did Joost lend Rita?", "his bike", True),
    (_FERRY, "What did Rita lend Joost?", "his bike", False),
    (_EXAM, "How many points did Joost get in the exam?", "87", False),
    (_TUBA, "What instrument does Rita's neighbour play?", "the tuba", True),
    (_TUBA, "What instrument does Rita play?", "the tuba", False),
    (_BOAT, "What is Joost's dog called?", "Albatross", False),
    (_BAKING, "Who taught Joost to bake?", "My uncle Piet", True),
    (_WEDDING, "Where does Mo's sister live?", "Ghent", False),
    (_WEDDING, "Where is the wedding of Mo's sister?", "Ghent", True),
)
"""A note, a question, an answer, and whether that is right."""
