"""A plan file passed on without people's names: titles stand for them. Nothing is written."""

import re

_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
# "Đ/c Nguyễn Văn A, Chánh Văn phòng" reads "Đồng chí Chánh Văn phòng".
ADDRESSED = re.compile(rf"(?:Đ/c|Đồng chí|đồng chí|Ông|Bà|ông|bà) (?:[{_UPPER}]\w+ ){{1,4}}[{_UPPER}]\w+, ?")


def without_names(data, people):
    """The same data without names; `people`: name -> title of everybody whom the commune knows.

    Longer names first, so that no part of one is left over.
    """
    known = sorted((item for item in people.items() if item[0]), key=lambda item: -len(item[0]))
    plan = {key: value for key, value in data["plan"].items() if key not in ("signer_name", "signer")}
    return _cleaned({**data, "plan": plan, "people": {}}, known)


def _cleaned(part, known):
    if isinstance(part, dict):
        return {key: _cleaned(value, known) for key, value in part.items()}
    if isinstance(part, list):
        return [_cleaned(value, known) for value in part]
    if not isinstance(part, str):
        return part
    words = ADDRESSED.sub("Đồng chí ", part)
    for name, title in known:
        words = words.replace(name, title or "người có trách nhiệm")
    return words
