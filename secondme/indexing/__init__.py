"""Indexing: brings the store in line with the sources, one durable job at a time.

reconcile   compare a source with the disk, queue what changed, retire what is gone
reading     documents in, passages and full text stored: findable from here on
embedding   vectors behind
catching_up vectors again where another model was chosen, or one was away
telling     what the person says, kept like everything else
"""
