"""Hostile and odd files, made on the spot; each says which refusal it must meet."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple

MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


class Case(NamedTuple):
    name: str
    file_name: str
    make: Callable[[], bytes]
    code: str


def sheet_xml(data: str, *, before: str = "", after: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{SPREADSHEET}">{before}'
        f"<sheetData>{data}</sheetData>{after}</worksheet>"
    )


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def parts(
    *sheets: str | bytes,
    names: tuple[str, ...] = ("客户",),
    states: tuple[str, ...] = (),
    properties: str = "",
    strings: str = "",
    styles: str = "",
    main: str = MAIN,
) -> dict[str, str | bytes]:
    """A workbook's parts by name."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="s{at}" {states[at - 1] if states else ""}/>'
        for at, name in enumerate(names, 1)
    )
    relations = "".join(
        f'<Relationship Id="s{at}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(names) + 1)
    )
    relations += f'<Relationship Id="t" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
    relations += f'<Relationship Id="f" Type="{RELATIONS}/styles" Target="/xl/styles.xml"/>'
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="w" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{RELATIONS}">{properties}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
    }
    for at, sheet in enumerate(sheets, 1):
        found[f"xl/worksheets/sheet{at}.xml"] = sheet
    if strings:
        found["xl/sharedStrings.xml"] = f'<sst xmlns="{SPREADSHEET}">{strings}</sst>'
    if styles:
        found["xl/styles.xml"] = f'<styleSheet xmlns="{SPREADSHEET}">{styles}</styleSheet>'
    return found


def packed(contents: dict[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(data: str, **how: str) -> bytes:
    return packed(parts(sheet_xml(data, **how)))


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def plain() -> dict[str, str | bytes]:
    return parts(sheet_xml(row(1, inline("A1", "姓名"))))


def with_part(name: str, content: str | bytes) -> bytes:
    return packed({**plain(), name: content})


def encrypted_zip() -> bytes:
    content = bytearray(packed(plain()))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def overlapping_zip() -> bytes:
    """Two directory entries that share one stretch of the file."""
    content = bytearray(packed(plain()))
    first = content.find(b"PK\x01\x02")
    second = content.find(b"PK\x01\x02", first + 4)
    size = second - first
    twin = bytearray(content[first:second])
    name_at = 46
    twin[name_at : name_at + 1] = b"("
    end = content.rfind(b"PK\x05\x06")
    content[end:end] = twin
    end += size
    count, directory = struct.unpack_from("<HL", content, end + 10)
    struct.pack_into("<HHL", content, end + 8, count + 1, count + 1, directory + size)
    return bytes(content)


def duplicate_zip() -> bytes:
    buffer = io.BytesIO(packed(plain()))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("XL/workbook.xml", "<workbook/>")
    return buffer.getvalue()


def symlink_zip() -> bytes:
    buffer = io.BytesIO(packed(plain()))
    link = zipfile.ZipInfo("xl/link.xml")
    link.create_system = 3
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    return buffer.getvalue()


def lying_sizes() -> bytes:
    """The directory promises fewer bytes than come out."""
    content = bytearray(packed({**plain(), "xl/extra.xml": "x" * 5000}))
    at = content.rfind(b"PK\x01\x02")
    struct.pack_into("<L", content, at + 24, 10)
    return bytes(content)


def wrong_local_name() -> bytes:
    content = packed(plain())
    at = content.find(b"xl/workbook.xml")
    return content[:at] + b"xl/workboot.xml" + content[at + 15 :]


def many_entries(count: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for at in range(count):
            archive.writestr(f"{at:x}", b"")
    return buffer.getvalue()


def compound_file(content: str = "Workbook") -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)
    return head + content.encode("utf-16-le") + bytes(512)


def gzip_bomb() -> bytes:
    return gzip.compress(b"0" * (20 * 1024 * 1024))


def deep_gzip() -> bytes:
    return gzip.compress(gzip.compress("姓名,电话\n".encode()))


def utf7_sheet() -> bytes:
    xml = '<?xml version="1.0" encoding="UTF-7"?><worksheet><sheetData/></worksheet>'
    return packed(parts(xml))


def utf16_doctype() -> bytes:
    xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
    return packed(parts(xml.encode("utf-16")))


def billion_laughs() -> str:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10)
    )
    return f"<!DOCTYPE sst [{entities}]><sst><si><t>&a9;</t></si></sst>"


def long_cell(size: int) -> bytes:
    return workbook(row(1, inline("A1", "x" * size)))


def stored_bomb() -> dict[str, str | bytes]:
    return {**plain(), "xl/media/zeros.bin": bytes(30 * 1024 * 1024)}


def many_columns(count: int) -> bytes:
    return ",".join(f"c{at}" for at in range(count)).encode() + b"\n"


def bad_byte_in_row(number: int) -> bytes:
    lines = [f"{at},王小明\n".encode() for at in range(1, number)]
    return b"".join([*lines, b"x,\xff\xfe\n", "y,李雷\n".encode()])


XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData/></worksheet>'

CASES = [
    Case("an empty file", "a.csv", lambda: b"", "empty_file"),
    Case("a far cell", "a.xlsx", lambda: workbook(row(1_048_576, inline("XFD1048576", "x"))), "cell_out_of_range"),
    Case("a far row", "a.xlsx", lambda: workbook(row(999_999_999, inline("A999999999", "x"))), "row_out_of_range"),
    Case("an endless row number", "a.xlsx", lambda: workbook('<row r="99999999999999999999"/>'), "damaged_sheet"),
    Case("a cell in another row", "a.xlsx", lambda: workbook(row(1, inline("A7", "x"))), "damaged_sheet"),
    Case("a column of four letters", "a.xlsx", lambda: workbook(row(1, inline("AAAA1", "x"))), "damaged_sheet"),
    Case("rows that go back", "a.xlsx", lambda: workbook(row(2) + row(1)), "damaged_sheet"),
    Case("cells that go back", "a.xlsx", lambda: workbook(row(1, inline("B1", "x"), inline("A1", "y"))), "damaged_sheet"),
    Case("a text that is not there", "a.xlsx", lambda: workbook(row(1, '<c r="A1" t="s"><v>7</v></c>')), "damaged_sheet"),
    Case("a text of negative number", "a.xlsx", lambda: workbook(row(1, '<c r="A1" t="s"><v>-1</v></c>')), "damaged_sheet"),
    Case("a number that is none", "a.xlsx", lambda: workbook(row(1, '<c r="A1"><v>1x</v></c>')), "damaged_sheet"),
    Case("a long cell", "a.xlsx", lambda: long_cell(40_000), "cell_too_long"),
    Case("a very long cell", "a.xlsx", lambda: long_cell(3_000_000), "cell_too_long"),
    Case("a long shared text", "a.xlsx", lambda: packed(parts(sheet_xml(""), strings=f"<si><t>{'长' * 40_000}</t></si>")), "cell_too_long"),
    Case("a bomb", "a.xlsx", lambda: packed(stored_bomb()), "zip_bomb"),
    Case("a nested zip", "a.xlsx", lambda: with_part("xl/inner.zip", packed(plain())), "nested_archive"),
    Case("eleven thousand entries", "a.xlsx", lambda: many_entries(11_000), "too_many_entries"),
    Case("a part twice", "a.xlsx", duplicate_zip, "duplicate_entries"),
    Case("overlapping parts", "a.xlsx", overlapping_zip, "overlapping_entries"),
    Case("an encrypted zip", "a.xlsx", encrypted_zip, "encrypted_archive"),
    Case("a link", "a.xlsx", symlink_zip, "link_in_archive"),
    Case("a path upwards", "a.xlsx", lambda: with_part("../../evil.xml", "x"), "path_in_archive"),
    Case("a path upwards the other way", "a.xlsx", lambda: with_part("xl\\..\\..\\evil.xml", "x"), "path_in_archive"),
    Case("an absolute path", "a.xlsx", lambda: with_part("/etc/passwd", "x"), "path_in_archive"),
    Case("sizes that lie", "a.xlsx", lying_sizes, "damaged_archive"),
    Case("two names for a part", "a.xlsx", wrong_local_name, "misleading_archive"),
    Case("an external entity", "a.xlsx", lambda: packed(parts(XXE)), "doctype"),
    Case("a billion laughs", "a.xlsx", lambda: packed({**parts(sheet_xml("")), "xl/sharedStrings.xml": billion_laughs()}), "doctype"),
    Case("definitions in the workbook part", "a.xlsx", lambda: with_part("xl/workbook.xml", "<!DOCTYPE x><workbook/>"), "doctype"),
    Case("a sheet in UTF-7", "a.xlsx", utf7_sheet, "xml_encoding"),
    Case("definitions in UTF-16", "a.xlsx", utf16_doctype, "doctype"),
    Case("broken XML", "a.xlsx", lambda: packed(parts("<worksheet><sheetData>")), "damaged_workbook"),
    Case("content types that lie", "a.xlsx", lambda: packed(parts(sheet_xml(""), main="application/xml")), "not_a_workbook"),
    Case("a sheet that is not there", "a.xlsx", lambda: packed(parts()), "damaged_workbook"),
    Case("no sheet at all", "a.xlsx", lambda: packed(parts(names=())), "no_sheets"),
    Case("a text document", "a.xlsx", lambda: packed({"word/document.xml": "<x/>"}), "not_a_workbook"),
    Case("a binary workbook", "a.xlsb", lambda: packed({"xl/workbook.bin": b"x"}), "binary_workbook"),
    Case("an OpenDocument sheet", "a.ods", lambda: packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), "open_document"),
    Case("a zip with a table", "a.zip", lambda: packed({"customers.csv": "a,b\n"}), "zip_of_files"),
    Case("bytes before the zip", "a.xlsx", lambda: b"MZ" + packed(plain()), "polyglot"),
    Case("a picture that is also a zip", "a.xlsx", lambda: b"GIF89a" + packed(plain()), "picture"),
    Case("bytes behind the zip", "a.xlsx", lambda: packed(plain()) + b"<script>", "polyglot"),
    Case("half a workbook", "a.xlsx", lambda: packed(plain())[:-300], "truncated"),
    Case("an old workbook renamed", "a.xlsx", compound_file, "old_workbook"),
    Case("a workbook with a password", "a.xlsx", lambda: compound_file("EncryptedPackage"), "password_protected"),
    Case("a web page renamed", "a.xlsx", lambda: b"\xef\xbb\xbf\r\n<HTML><table><tr><td>1</td></tr></table></html>", "web_page"),
    Case("a web page in UTF-16", "a.xls", lambda: "<html><table>".encode("utf-16"), "web_page"),
    Case("an XML spreadsheet", "a.xls", lambda: b'<?xml version="1.0"?><Workbook/>', "xml_file"),
    Case("a PDF renamed", "a.xlsx", lambda: b"%PDF-1.7\n", "pdf"),
    Case("another archive", "a.csv", lambda: b"Rar!\x1a\x07\x00", "other_archive"),
    Case("a gzip bomb", "a.csv.gz", gzip_bomb, "gzip_bomb"),
    Case("gzip within gzip", "a.csv.gz", deep_gzip, "other_archive"),
    Case("a workbook within gzip", "a.csv.gz", lambda: gzip.compress(packed(plain())), "other_archive"),
    Case("half a gzip", "a.csv.gz", lambda: gzip.compress(b"a,b\n1,2\n" * 500)[:-12], "truncated"),
    Case("gzip and more", "a.csv.gz", lambda: gzip.compress(b"a,b\n1,2\n") + b"more", "trailing_bytes"),
    Case("gzip with a wrong checksum", "a.csv.gz", lambda: gzip.compress(b"a,b\n1,2\n")[:-8] + bytes(8), "damaged_archive"),
    Case("a bad byte in row 5", "a.csv", lambda: bad_byte_in_row(5), "undecodable"),
    Case("a text that breaks off", "a.csv", lambda: "姓名,电话\n王小明,1\n李雷与韩梅梅".encode()[:-1], "undecodable"),
    Case("a NUL", "a.csv", lambda: b"a,b\n1,2\n3,x\0y\n", "nul_character"),
    Case("a quotation mark left open", "a.csv", lambda: b'a,b\n1,"2\n3,4\n', "quote_never_closed"),
    Case("a long text cell", "a.csv", lambda: b"a,b\n1," + b"x" * 40_000, "cell_too_long"),
    Case("too many columns", "a.csv", lambda: many_columns(300), "too_many_columns"),
    Case("a hundred thousand columns", "a.csv", lambda: many_columns(100_000), "too_many_columns"),
    Case("noise", "a.csv", lambda: incompressible(20_000), "not_a_workbook"),
    Case("elements within elements", "a.xlsx", lambda: packed(parts("<worksheet>" + "<a>" * 100_000)), "damaged_workbook"),
    Case("half a character in UTF-16", "a.csv", lambda: b"\xff\xfea\0,\0b\0\n\0\x00\xd8x\0", "undecodable"),
]  # fmt: skip


def incompressible(size: int) -> bytes:
    """Bytes that do not shrink, without a random source."""
    state, pieces = b"regulars", []
    for _ in range(size // 4 + 1):
        value = zlib.crc32(state)
        state = value.to_bytes(4, "big") + state[:4]
        pieces.append(state[:4])
    return b"".join(pieces)[:size]


def airy(size: int) -> str:
    """So many characters that pack well, but not so well that the ratio gives them away."""
    mixed = incompressible(size // 100).hex()
    pieces = [mixed[at : at + 20] + "x" * 980 for at in range(0, len(mixed), 20)]
    return "".join(pieces)[:size]


FULL_CASES = [
    Case("a cell of 300 MB", "a.xlsx", lambda: workbook(row(1, inline("A1", airy(300_000_000)))), "cell_too_long"),
    Case("a cell of 300 MB of one letter", "a.xlsx", lambda: long_cell(300_000_000), "zip_bomb"),
    Case("half a million entries", "a.xlsx", lambda: many_entries(500_000), "too_many_entries"),
    Case("a gzip bomb of a gigabyte", "a.csv.gz", lambda: gzip.compress(bytes(1 << 30)), "gzip_bomb"),
    Case("a cell of 49 MB", "a.csv", lambda: b"a,b\n1," + b"x" * (49 << 20), "row_too_long"),
    Case("a line of 200 MB, packed", "a.csv.gz", lambda: gzip.compress(b"a,b\n" + airy(200_000_000).encode()), "row_too_long"),
    Case("nothing but line ends", "a.csv", lambda: b"\n" * (49 << 20), "too_many_rows"),
    Case("a line of 40 MB", "a.csv", lambda: b"a,b\n" + b"1," * 20_000_000, "row_too_long"),
    Case("one bad byte in row 900,000", "a.csv", lambda: bad_byte_in_row(900_000), "undecodable"),
    Case("a million and more rows", "a.csv", lambda: b"a,b\n" * 1_048_577, "too_many_rows"),
    Case("60 MB", "a.csv", lambda: b"a,b\n" * 15_000_000, "too_large"),
    Case("strings without end", "a.xlsx", lambda: packed(parts(sheet_xml(""), strings="<si/>" * 60_000_000)), "zip_bomb"),
]  # fmt: skip
