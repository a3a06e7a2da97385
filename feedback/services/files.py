"""Files that come with a petition, an answer or a part of one, each with its line in the log."""

from core.log import record
from core.uploads import attach


def attach_files(*, subject, files, actor, action):
    """Keep the files beside their subject.

    People name files after people: the name is the line's note, which anonymising takes out.
    """
    for file in files:
        row = attach(subject=subject, file=file, actor=actor, commune=subject.commune)
        record(actor=actor, action=action, subject=subject, sentence="đã đính kèm tệp", note=row.name)
