"""The trigram indexes of this room's searches; 0001_initial ends with OPERATIONS whenever it is made anew."""

from core.trigrams import trigram_index

OPERATIONS = [
    trigram_index("documents", "Paper", "folded"),
    trigram_index("documents", "RegisterEntry", "folded"),
]
