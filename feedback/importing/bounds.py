"""What a workbook would unpack to in memory, counted before any reader sees it. What it means is not asked here."""

import re
from xml.parsers import expat

MAX_PART = 120 * 1024 * 1024  # bytes of one unpacked part of a workbook
MAX_AREA = 3_000_000  # cells of all sheets together, blank ones between others included
# What is written otherwise, two readers may understand in two ways.
PLACE, ROW, INDEX = (
    re.compile(shape) for shape in (r"([A-Z]{1,3})([1-9][0-9]{0,6})", r"[1-9][0-9]{0,6}", r"[0-9]{1,9}")
)
MAX_TEXT = 60_000_000  # letters of all cells together: one long text may stand in every cell


class TooMuch(Exception):
    """The sheet reaches too far; `column` and `row` say where (0 where it is the whole that is too much)."""

    def __init__(self, column=0, row=0):
        super().__init__()
        self.column, self.row = column, row


class NotXml(Exception):
    """A part that no spreadsheet program would have written so."""


class Bounds:
    """Counts sheet after sheet of one workbook against the same limits."""

    def __init__(self, *, max_rows, max_columns):
        self.max_rows, self.max_columns = max_rows, max_columns
        self.area = self.text = 0
        self.lengths = []

    def take_strings(self, content):
        """Note how long each shared text is."""
        scan = _Strings()
        _parse(content, scan)
        self.lengths = scan.lengths

    def take_plain(self, content):
        """A part whose words do not matter here: only that it promises no more than it could hold."""
        _parse(content, _Plain())

    def take_sheet(self, content):
        scan = _Sheet(self)
        _parse(content, scan)
        self.area += scan.last_row * scan.last_column
        self.text += scan.text
        if self.area > MAX_AREA or self.text > MAX_TEXT:
            raise TooMuch


def _parse(content, scan):
    """Names without their prefixes; a declaration of a type or an entity is no spreadsheet's."""
    # Whatever the part declares: the reader takes it for UTF-8, and both must see the same.
    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse

    def start(name, attributes):
        # Readers set memory aside for what these promise.
        if int(attributes.get("uniqueCount", 0)) > len(content) or int(attributes.get("count", 0)) > MAX_AREA:
            raise NotXml
        scan.start(name, attributes)

    parser.StartElementHandler = start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.data
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise NotXml from error


def _refuse(*args):
    raise NotXml


class _Plain:
    def start(self, name, attributes):
        """Nothing to note."""

    def end(self, name):
        """Nothing to note."""

    def data(self, text):
        """Nothing to note."""


class _Strings:
    def __init__(self):
        self.lengths, self.length = [], 0

    def start(self, name, attributes):
        if name.rpartition(":")[2] == "si":
            self.length = 0

    def end(self, name):
        if name.rpartition(":")[2] == "si":
            self.lengths.append(self.length)

    def data(self, text):
        self.length += len(text)


class _Sheet:
    """Follows places as a reader does: a cell or row without one stands after the one before it."""

    def __init__(self, bounds):
        self.bounds = bounds
        self.row = self.column = self.last_row = self.last_column = self.text = 0
        self.is_shared, self.index = False, None

    def start(self, name, attributes):
        name = name.rpartition(":")[2]
        if name in ("c", "row") and any(key.endswith((":r", ":t")) for key in attributes):
            raise NotXml
        if name == "c":
            self._place(attributes.get("r"))
            self.is_shared = attributes.get("t") == "s"
        elif name == "row":
            self.row, self.column = int(_fitting(ROW, attributes.get("r", str(self.row + 1)))[0]), 0
            self._check()
        elif name == "v":
            self.index = "" if self.is_shared else None

    def data(self, text):
        if self.index is not None and len(self.index) < 12:
            self.index += text

    def end(self, name):
        if self.index is not None and name.rpartition(":")[2] == "v":
            place = int(_fitting(INDEX, self.index.strip() or "0")[0])
            self.text += self.bounds.lengths[place] if place < len(self.bounds.lengths) else 0
            self.index = None
            if self.text > MAX_TEXT:
                raise TooMuch

    def _place(self, place):
        if place is None:
            self.column += 1
        else:
            letters, row = _fitting(PLACE, place).groups()
            self.column, self.row = column_number(letters), int(row)
        self.last_column, self.last_row = max(self.last_column, self.column), max(self.last_row, self.row)
        self._check()

    def _check(self):
        if self.row > self.bounds.max_rows or self.column > self.bounds.max_columns:
            raise TooMuch(self.column if self.column > self.bounds.max_columns else 0, self.row)


def _fitting(shape, text):
    found = shape.fullmatch(text)
    if found is None:
        raise NotXml
    return found


def column_number(letters):
    """A -> 1, AA -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
