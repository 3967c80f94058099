"""Indexing: brings the store in line with the sources, one durable job at a time.

rounds      one round of it all: look, read, embed
reconcile   compare a source with the disk, queue what changed, follow what moved, retire what is gone
            (seen: what the look has seen; moving: renames; absence: what is away and not deleted)
reading     files through the reading processes into the store: findable from here on
            (storing: what a write puts where; trust: whose words they are; ranks: what comes first)
chats       a chat export into the store (merging: two versions of a session as one)
embedding   vectors behind
catching_up vectors again where another model was chosen, or one was away
telling     what the person says, kept like everything else
"""
