"""Memories: what is distilled from passages or told, how it fades, is strengthened, corrected and undone."""
