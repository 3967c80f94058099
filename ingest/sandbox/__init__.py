"""Reading in child processes, so that nothing read can crash, stall or eat the memory of whoever asked.

with ReaderPool(options) as pool:
    for outcome in pool.read(requests):
        ...
    for session in pool.read_chat("whatsapp", path, on_problem):
        ...

Its names are those of `ingest`: a child, which has no children, starts sooner without the pool.
"""
