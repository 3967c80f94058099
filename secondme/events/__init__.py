"""Events: runs of passages that belong together, cut where time or matter leaps; and summaries."""
