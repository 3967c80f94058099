"""Suspicion: text that came in and seems to give a machine orders, or is hidden from people.

Rules and learned words judge each passage as it is read; as it gets its vector, what it means has the last
word, and quarantines or releases it. What is suspicious is quarantined: it counts as a stranger's words, so
that no memory is made of it and no form is filled from it, no model reads it, and wherever it is quoted a
warning stands beside it.
"""
