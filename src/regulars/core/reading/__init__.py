"""Taking in tables from files safely: what a file holds, its rows as exact text, and the way back."""

from .cell_problems import CellProblem
from .files import Batch, inspect_file, opened, read_rows
from .headers import Header, header_key, header_keys
from .inspection import Inspection, Sheet
from .notices import Notice
from .options import DELIMITERS, ENCODINGS, Options
from .refusals import ReadingRefused
from .sentences import Sentence

__all__ = [
    "DELIMITERS",
    "ENCODINGS",
    "Batch",
    "CellProblem",
    "Header",
    "Inspection",
    "Notice",
    "Options",
    "ReadingRefused",
    "Sentence",
    "Sheet",
    "header_key",
    "header_keys",
    "inspect_file",
    "opened",
    "read_rows",
]
