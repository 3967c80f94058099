"""How memories hang together: what links them is decided here, stored, kept fresh, and told.

node        a memory as far as its links depend on it
deciding    follows, supports, mentions, from what memories say; pure
likeness    similar, and the same in other words, from their vectors; pure
together    how a bond grows and loosens, from the times at which two memories served answers; pure
bonds       recalled together, by the recall log
weaving     decides the links of what is new, and stores what is different
vectors     the vectors of memories, made again where they went stale, and who is alike
linking     both for what is new
telling     the links of a memory as they are shown
"""
