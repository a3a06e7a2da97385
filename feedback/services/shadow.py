"""The shadow columns of petitions, which lists and the search read; kept by whatever writes a petition."""

from core.vietnamese import fold
from feedback.matching import content_key, words_of
from feedback.models import Petition, SearchWord

SHADOW = ("search_text", "raised_by", "content_key")
LONGEST_WORD = 40


def refresh_search(petition):
    """Bring one petition's shadow up to date and remember its words."""
    people = list(petition.petitioners.values_list("name", "hamlet"))
    shadow(petition, people)
    Petition.objects.filter(pk=petition.pk).update(**{name: getattr(petition, name) for name in SHADOW})
    remember_words(petition.commune_id, [petition.search_text])


def shadow(petition, people):
    """Set the columns on an unsaved or loaded petition. `people`: pairs of name and hamlet, in their order."""
    words = [
        petition.code,
        petition.content,
        petition.hamlet,
        *(word for person in people for word in person),
    ]
    petition.search_text = fold(" ".join(words))
    rest = f" và {len(people) - 1} người khác" if len(people) > 1 else ""
    petition.raised_by = f"{people[0][0]}{rest}" if people else ""
    petition.content_key = content_key(petition.content)
    return petition


def remember_words(commune_id, texts):
    """Add the words of these folded texts to the commune's vocabulary, known ones once: two statements."""
    words = {word for text in texts for word in words_of(text) if len(word) <= LONGEST_WORD}
    words = {word for word in words if not word.isdigit()}  # numbers of codes are no words to be mended
    known = SearchWord.objects.filter(commune=commune_id, word__in=words).values_list("word", flat=True)
    rows = [SearchWord(commune_id=commune_id, word=word) for word in sorted(words - set(known))]
    SearchWord.objects.bulk_create(rows, ignore_conflicts=True)
