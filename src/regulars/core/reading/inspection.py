"""What a file holds, as the import page shows it."""

from dataclasses import dataclass, field, replace
from typing import Any

from .headers import Header, HeaderGuess, guess_header, headers_of
from .notices import Notice
from .options import Options
from .sandbox.cells import column_name

_SHOWN_SHEETS = 8
PreviewRow = tuple[int, list[str | None]]
_TOTALS = ("合计", "总计", "小计", "汇总", "总和", "total", "totals", "grand total", "subtotal", "sum")


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: int
    columns: int
    hidden: bool
    hidden_rows: int
    hidden_columns: list[int]
    merged: int
    merged_ranges: list[str]
    protected: bool
    filtered: bool
    images: bool
    problems: dict[str, int]  # code: how many cells
    first_problem: dict[str, str]  # code: the first such cell
    complete: bool  # False where the sheet is so large that it was counted only in part
    share: float  # the part that was counted


@dataclass(frozen=True)
class Inspection:
    format: str  # "csv" or "xlsx"
    size: int
    sheet: str | None
    sheets: list[Sheet]
    encoding: str | None
    encoding_candidates: list[str]
    delimiter: str | None
    header_row: int  # 0 where there is none
    header_rows: int
    headers: list[Header]
    preview: list[PreviewRow]
    row_count: int  # rows that hold something, below the header
    row_count_is_exact: bool
    from_1904: bool = False  # tell parse_date, for day numbers that lost their format
    notices: list[Notice] = field(default_factory=list)
    options: Options = field(default_factory=Options)

    @property
    def has_header(self) -> bool:
        return self.header_row > 0


def inspection_of(report: dict[str, Any], options: Options, *, file: str) -> Inspection:
    """Put the child's plain values into words and types."""
    preview = [(number, cells) for number, cells in report["preview"]]
    guess = _guess(preview, options)
    headers = headers_of(preview, guess)
    sheets = [Sheet(**sheet) for sheet in report["sheets"]]
    above = sum(1 for number, _ in preview if number < guess.row + guess.rows) if guess.row else 0
    inspection = Inspection(
        format=report["format"],
        size=report["size"],
        sheet=report.get("sheet"),
        sheets=sheets,
        encoding=report.get("encoding"),
        encoding_candidates=report.get("encoding_candidates", []),
        delimiter=report.get("delimiter"),
        header_row=guess.row,
        header_rows=guess.rows,
        headers=headers,
        preview=preview,
        row_count=max(round(report["row_count"] / max(report["share"], 1e-9)) - above, 0),
        row_count_is_exact=report["complete"],
        from_1904=report["facts"].get("from_1904", False),
    )
    return replace(
        inspection,
        notices=[*_notices(inspection, report, file)],
        options=_settled(inspection, options),
    )


def _settled(inspection: Inspection, options: Options) -> Options:
    """The options with everything decided, so that reading does exactly what was shown."""
    return replace(
        options,
        sheet=inspection.sheet,
        encoding=inspection.encoding,
        delimiter=inspection.delimiter,
        header_row=inspection.header_row,
        header_rows=inspection.header_rows,
        columns=len(inspection.headers) if inspection.has_header else 0,
    )


def _guess(preview: list[PreviewRow], options: Options) -> HeaderGuess:
    if options.header_row is not None:
        return HeaderGuess(options.header_row, options.header_rows)
    return guess_header(preview, options.known_headers)


def _notices(inspection: Inspection, report: dict[str, Any], file: str) -> list[Notice]:
    return [
        *_text_notices(report, file),
        *_header_notices(inspection),
        *_row_notices(inspection, report),
        *_workbook_notices(inspection, report),
    ]


def _text_notices(report: dict[str, Any], file: str) -> list[Notice]:
    found = []
    if report.get("encoding") and not report["encoding_certain"]:
        found.append(Notice("encoding_uncertain", {"encoding": report["encoding"]}))
    if report.get("foreign_row"):
        where = {"row": report["foreign_row"], "encoding": report["encoding"].upper()}
        found.append(Notice("mixed_encodings", where))
    if report.get("replaced"):
        found.append(Notice("damaged_text"))
    ending = file[file.rfind(".") :].lower()
    if report["format"] == "csv" and ending in (".xlsx", ".xlsm", ".xls"):
        found.append(Notice("wrong_ending", {"ending": ending}))
    return found


def _header_notices(inspection: Inspection) -> list[Notice]:
    if not inspection.has_header:
        return [Notice("no_header")]
    first, rows = inspection.header_row, inspection.header_rows
    found = []
    if inspection.preview[0][0] < first:
        found.append(Notice("rows_above_header", {"row": first}))
    if rows == 2:
        found.append(Notice("two_header_rows", {"first": first, "second": first + 1}))
    nameless = [column_name(header.column) for header in inspection.headers if not header.keys]
    if nameless:
        found.append(Notice("empty_headers", {"columns": ", ".join(nameless)}))
    return found + _duplicates(inspection.headers)


def _duplicates(headers: list[Header]) -> list[Notice]:
    columns: dict[str, list[Header]] = {}
    for header in headers:
        if header.duplicate:
            columns.setdefault(header.keys[0], []).append(header)
    return [
        Notice(
            "duplicated_headers",
            {"header": same[0].shown, "columns": ", ".join(column_name(header.column) for header in same)},
        )
        for same in columns.values()
    ]


def _row_notices(inspection: Inspection, report: dict[str, Any]) -> list[Notice]:
    found = []
    if not inspection.row_count:
        found.append(Notice("no_rows"))
    if not inspection.row_count_is_exact:
        found.append(Notice("rows_estimated"))
    if report["unreadable"]:
        found.append(Notice("unreadable_rows", {"rows": ", ".join(map(str, report["unreadable"]))}))
    if inspection.format == "csv":
        found += _ragged(report)
    number, cells = report["last"]
    labels = [text.strip().rstrip(":：").casefold() for text in cells if text]
    if inspection.row_count_is_exact and inspection.row_count > 1 and labels and labels[0] in _TOTALS:
        found.append(Notice("totals_row", {"row": number}))
    return found


def _ragged(report: dict[str, Any]) -> list[Notice]:
    widths = dict(report["widths"])
    widths.pop(0, None)
    if len(widths) < 2:
        return []
    usual = max(widths, key=lambda width: widths[width])
    first = min(row for width, row in report["first_of_width"] if width not in (usual, 0))
    return [Notice("ragged_rows", {"least": min(widths), "most": max(widths), "row": first})]


def _workbook_notices(inspection: Inspection, report: dict[str, Any]) -> list[Notice]:
    found = [Notice(code) for code in ("macros", "from_1904") if report["facts"].get(code)]
    shown = [sheet for sheet in inspection.sheets if not sheet.hidden]
    hidden = [sheet.name for sheet in inspection.sheets if sheet.hidden]
    if len(shown) > 1:
        found.append(Notice("several_sheets", {"count": len(shown), "sheet": inspection.sheet}))
    if hidden:
        names = ", ".join(hidden[:_SHOWN_SHEETS]) + (" …" if len(hidden) > _SHOWN_SHEETS else "")
        found.append(Notice("hidden_sheets", {"sheets": names}))
    for sheet in inspection.sheets:
        if sheet.name == inspection.sheet:
            found += _sheet_notices(sheet)
    return found


def _sheet_notices(sheet: Sheet) -> list[Notice]:
    where = {"sheet": sheet.name}
    found = []
    if sheet.hidden_rows:
        code = "filtered_rows" if sheet.filtered else "hidden_rows"
        found.append(Notice(code, {**where, "count": sheet.hidden_rows}))
    if sheet.hidden_columns:
        columns = ", ".join(map(column_name, sheet.hidden_columns))
        found.append(Notice("hidden_columns", {**where, "columns": columns}))
    if sheet.merged:
        ranges = ", ".join(sheet.merged_ranges)
        found.append(Notice("merged_cells", {**where, "count": sheet.merged, "ranges": ranges}))
    if sheet.protected:
        found.append(Notice("protected_sheet", where))
    if sheet.images:
        found.append(Notice("images", where))
    for code, count in sheet.problems.items():
        found.append(Notice(code, {**where, "count": count, "cell": sheet.first_problem[code]}))
    return found
