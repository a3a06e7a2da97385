"""The trigram index of the petitions' search; 0001_initial ends with OPERATION whenever it is made anew."""

from core.trigrams import trigram_index

OPERATION = trigram_index("feedback", "Petition", "search_text")
