"""What a file is, judged by its content and never by its name."""

from typing import BinaryIO

from .archive import end_of_directory
from .refusing import Refused
from .source import GZIP

_OTHER_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\xfd7zXZ", b"BZh", b"\x28\xb5\x2f\xfd")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_SHEETS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_HEAD_BYTES = 4096


def kind_of(file: BinaryIO, size: int) -> str:
    """ "workbook", "packed text" or "text"; anything else is refused by its right name."""
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    if not head:
        raise Refused("empty_file")
    if head.startswith(b"PK\x03\x04"):
        return "workbook"
    if head.startswith(GZIP):
        return "packed text"
    if head.startswith(_COMPOUND):
        raise Refused(
            "password_protected" if _holds(file, "EncryptedPackage".encode("utf-16-le")) else "old_workbook"
        )
    refuse_what_is_no_table(head)
    if _ends_as_zip(file, size):
        raise Refused("polyglot")
    return "text"


def refuse_what_is_no_table(head: bytes) -> None:
    if head.startswith(_OTHER_ARCHIVES) or head.startswith((b"PK", GZIP)):
        raise Refused("other_archive")
    if head.startswith(b"%PDF"):
        raise Refused("pdf")
    if head.startswith(_PICTURES):
        raise Refused("picture")
    if head.startswith((_COMPOUND, *_OLD_SHEETS)):
        raise Refused("old_workbook")
    text = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n").lower()
    if text.startswith(
        (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<style", b"<div")
    ):
        raise Refused("web_page")
    if text.startswith((b"<?xml", b"<!doctype", b"<workbook")):
        raise Refused("web_page" if b"<html" in text else "xml_file")
    if text.startswith((b"{\\rtf", b"mime-version:")):
        raise Refused("web_page")


def _ends_as_zip(file: BinaryIO, size: int) -> bool:
    try:
        end_of_directory(file, size)
    except Refused:
        return False
    return True


def _holds(file: BinaryIO, wanted: bytes) -> bool:
    file.seek(0)
    return wanted in file.read()
