"""Text of an uploaded file as plain data: no tags, no aliases, no depth or size that could choke the reader."""

import yaml

MAX_BYTES = 512 * 1024
MAX_DEPTH = 12
MAX_NODES = 20_000
# The C parser where it is built in: a file of half a megabyte is then read in a blink.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class PlanFileError(Exception):
    """What is wrong with an uploaded plan file: full sentences, each with its place."""

    def __init__(self, sentences):
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class StrictLoader(LOADER):
    """SafeLoader that refuses a key said twice: which of the two was meant would be a guess."""


def _mapping(loader, node, deep=True):
    seen = {}
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            raise PlanFileError([f"Dòng {_line(key_node)}: tên khóa phải là chữ, không phải “{key}”."])
        if key in seen:
            raise PlanFileError(
                [
                    f"Dòng {_line(key_node)}: khóa “{key}” ghi hai lần (lần trước ở dòng {seen[key]}). Hãy bỏ một."
                ]
            )
        seen[key] = _line(key_node)
    return {
        loader.construct_object(key): loader.construct_object(value, deep=True) for key, value in node.value
    }


StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def text_of(file):
    """The text of an upload; raises PlanFileError if it is too large or no text."""
    if file.size > MAX_BYTES:
        raise PlanFileError(
            [f"Tệp lớn hơn {MAX_BYTES // 1024} KB. Tệp kế hoạch chỉ có chữ, thường dưới 100 KB."]
        )
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PlanFileError(
            [
                "Tệp không phải văn bản UTF-8. Hãy chọn tệp .yaml do phần mềm này xuất ra, không phải Word hay PDF."
            ]
        ) from None
    if not text.strip():
        raise PlanFileError(["Tệp rỗng. Hãy chọn lại tệp."])
    return text


def parsed(text):
    """The data of a YAML text as a dict; raises PlanFileError."""
    try:
        _look_over(text)
        data = yaml.load(text, Loader=StrictLoader)  # noqa: S506 - a SafeLoader, stricter still
    except yaml.YAMLError as error:
        raise PlanFileError([_syntax_words(error)]) from error
    except ValueError as error:
        raise PlanFileError(
            ["Tệp ghi một ngày hoặc một số không có thật (ví dụ 2026-02-30). Hãy sửa rồi nhập lại."]
        ) from error
    if not isinstance(data, dict):
        raise PlanFileError(
            ["Tệp không phải tệp kế hoạch: không có các mục như plan, bases, outline, targets."]
        )
    return data


def _look_over(text):
    """Count and measure before anything is built."""
    depth, nodes = 0, 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise PlanFileError(
                [
                    f"Dòng {_line(event)}: tệp dùng neo (&, *), không được nhận. Hãy ghi đủ nội dung ở từng chỗ."
                ]
            )
        if isinstance(event, yaml.NodeEvent):
            nodes += 1
            if getattr(event, "tag", None):
                raise PlanFileError([f"Dòng {_line(event)}: tệp có thẻ kiểu “{event.tag}”, không được nhận."])
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH or nodes > MAX_NODES:
            raise PlanFileError(
                ["Tệp lồng quá sâu hoặc quá nhiều mục so với một kế hoạch. Hãy kiểm tra lại tệp."]
            )


def _line(thing):
    return thing.start_mark.line + 1


def _syntax_words(error):
    mark = getattr(error, "problem_mark", None)
    place = f"Dòng {mark.line + 1}, cột {mark.column + 1}: " if mark else ""
    words = f"{place}tệp không đúng cú pháp YAML (thụt dòng, dấu hai chấm hoặc dấu nháy). Hãy sửa chỗ này rồi nhập lại."
    return words[0].upper() + words[1:]
