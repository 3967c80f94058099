"""Understanding: what each field of a form asks, told by its words, its names and its neighbours.

words/        what forms say, one file for each language
vocabulary    those files, ready for looking up
tokens        a label as words
wording       what the words of one text say
evidence      what a field itself tells: autocomplete, label, name, help, options, type
somebody      blanks for the name of whoever is meant
context       of whom, and of when: sections, groups, titles
neighbours    what only the fields around it tell
rows          which fields stand in a table
repeats       which of several
documents     of which documents a form takes any
children      forms about a child, which a parent fills in
days          the day for which a form asks
questions     the same as a question
understand    all of it, field by field

It is pure: no model, no store, no clock.
"""

from secondme.prefill.understanding.understand import understand

__all__ = ["understand"]
