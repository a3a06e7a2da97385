"""What a workbook would unpack to in memory, counted before any reader sees it. What it means is not asked here."""

from xml.parsers import expat

MAX_PART = 120 * 1024 * 1024  # bytes of one unpacked part of a workbook
MAX_AREA = 3_000_000  # cells of all sheets together, blank ones between others included
MAX_TEXT = 60_000_000  # letters of all cells together: one long text may stand in every cell


class TooMuch(ValueError):
    """The sheet reaches too far; `column` and `row` say where (0 where it is the whole that is too much)."""

    def __init__(self, column=0, row=0):
        super().__init__()
        self.column, self.row = column, row


class NotXml(ValueError):
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

    def take_sheet(self, content):
        scan = _Sheet(self)
        _parse(content, scan)
        self.area += scan.last_row * scan.last_column
        self.text += scan.text
        if self.area > MAX_AREA or self.text > MAX_TEXT:
            raise TooMuch


def _parse(content, scan):
    """Names without their prefixes; a declaration of a type or an entity is no spreadsheet's."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.data
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise NotXml from error


def _refuse(*args):
    raise NotXml


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
        if name == "c":
            self._place(attributes.get("r"))
            self.is_shared = attributes.get("t") == "s"
        elif name == "row":
            self.row, self.column = _number(attributes.get("r"), self.row + 1), 0
            self._check()
        elif name == "v":
            self.index = "" if self.is_shared else None

    def data(self, text):
        if self.index is not None and len(self.index) < 12:
            self.index += text

    def end(self, name):
        if self.index is not None and name.rpartition(":")[2] == "v":
            place = _number(self.index.strip(), -1)
            if 0 <= place < len(self.bounds.lengths):
                self.text += self.bounds.lengths[place]
            self.index = None
            if self.text > MAX_TEXT:
                raise TooMuch

    def _place(self, place):
        if place is None:
            self.column += 1
        else:
            letters = place.rstrip("0123456789")
            self.column, self.row = column_number(letters), _number(place[len(letters) :], self.row)
        self.last_column, self.last_row = max(self.last_column, self.column), max(self.last_row, self.row)
        self._check()

    def _check(self):
        if self.row > self.bounds.max_rows or self.column > self.bounds.max_columns:
            raise TooMuch(self.column if self.column > self.bounds.max_columns else 0, self.row)


def _number(text, default):
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 12 else default


def column_number(letters):
    """A -> 1, AA -> 27; what is no column's name is beyond all columns."""
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + (ord(letter) - 64 if "A" <= letter <= "Z" else 10**6)
    return number
