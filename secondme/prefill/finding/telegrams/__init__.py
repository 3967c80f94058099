"""Telegrams: notes as people write them for themselves, several facts a line, with hardly a verb.

"Ich: Blutgruppe A positiv. Nichtraucher." "Passport (mine)   No 537219864   issued 14 June 2021 by HMPO"

reading      the one function: all that such a note says, and of whom
clauses      a note as clauses, each with whose it is
subjects     whom the words at the beginning of a clause are about
lexicon      the words of `words.toml`, as patterns

bare, belongings, documents, family, health, housing, keyed, kin, listed, marriages, money, nations, tongues
             a kind of fact each: what a clause says of it
"""

from secondme.prefill.finding.telegrams.reading import facts_in

__all__ = ["facts_in"]
