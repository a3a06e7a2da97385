"""Initial passwords: easy to read out and type, hard to guess. Who may set one stands in rules.py."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

CONSONANTS, VOWELS, FIGURES = "bcdghkmnprstvx", "aeiou", "23456789"


def initial_password(user):
    """Like "Kumi-tera-5827-hopa": some 40 bits, and acceptable to every validator for this person."""
    while True:
        words = [
            "".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(2)) for _ in range(3)
        ]
        figures = "".join(secrets.choice(FIGURES) for _ in range(4))
        password = f"{words[0].capitalize()}-{words[1]}-{figures}-{words[2]}"
        try:
            validate_password(password, user)
        except ValidationError:
            continue
        return password
