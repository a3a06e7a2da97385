"""One act for many petitions, all or none: every obstacle is told at once, each with the codes that it is about."""

from core.refusals import NotYourRole, Refused

NAMED = 6  # codes that are written out before one sentence; more are counted


def for_each(rows, act, code=lambda petition: petition.code):
    """Run `act(row)` for all, within the caller's transaction; Refused with all that stands in the way.

    `code`: how the petition of a row is called, where the rows are not petitions themselves.

    What was written before the first obstacle is undone with the transaction. The wrong role is nobody's obstacle
    in particular and is raised as it is.
    """
    refused = {}
    for row in rows:
        try:
            act(row)
        except NotYourRole:
            raise
        except Refused as refusal:
            refused.setdefault(refusal.sentence, []).append(code(row))
    if refused:
        raise Refused(" ".join(f"{_named(codes)}: {sentence}" for sentence, codes in refused.items()))


def _named(codes):
    rest = len(codes) - NAMED
    return ", ".join(codes[:NAMED]) + (f" và {rest} kiến nghị khác" if rest > 0 else "")
