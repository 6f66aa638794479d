"""
Text files as lines, in whatever encoding.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final, TextIO

from cervmyelo.errors import DocumentError

from .inputs import Input

__all__ = ["LONGEST_LINE", "encoding_of", "lines_of"]

LONGEST_LINE: Final = 2**22
"""The number of characters at which a line shows that a file is no table."""

UTF_8: Final = "utf-8-sig"
"""UTF-8, with or without a mark at the beginning."""

_MARKS: Final = (
    # The mark of UTF-32 begins with that of UTF-16.
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_HEAD: Final = 64
_WIDE: Final = 4
_BLOCK: Final = 2**16


def encoding_of(source: Input) -> str:
    """
    The encoding that is certain from the first bytes of a file, UTF-8 otherwise.

    A mark at the beginning shows UTF-16 and UTF-32. UTF-32 without a mark has two zeros
    in each four bytes. UTF-16 without a mark has a zero in most of every second byte,
    and none in the others. Nothing distinguishes other encodings; `lines_of` refuses
    them.

    Args:
        source: The file.

    Raises:
        OSError: If it cannot be opened.
    """
    head = source.head(_HEAD)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if any(head) and not (any(head[2::4]) or any(head[3::4])) and len(head) > _WIDE:
        return "utf-32-le"
    if any(head) and not (any(head[::4]) or any(head[1::4])) and len(head) > _WIDE:
        return "utf-32-be"
    even, odd = head[::2], head[1::2]
    if odd and 0 not in even and odd.count(0) * 2 > len(odd):
        return "utf-16-le"
    if odd and 0 not in odd and even.count(0) * 2 > len(even):
        return "utf-16-be"
    return UTF_8


def lines_of(source: Input, encoding: str) -> Iterator[str]:
    """
    The lines of a file, with their ends.

    Args:
        source: The file.

        encoding: Its encoding.

    Raises:
        DocumentError: If a line is not in this encoding, or is no line of a table.

        OSError: If the file cannot be opened.
    """
    # Bytes that are not UTF-8 become surrogates here, so that their line is known.
    errors = "surrogateescape" if encoding == UTF_8 else "strict"
    with (
        source.reading() as file,
        io.TextIOWrapper(file, encoding, errors, newline="") as text,
    ):
        number = 0
        try:
            for lines in _some_lines(text, at_once=encoding == UTF_8):
                if all(map(str.isascii, lines)) and max(map(len, lines)) < LONGEST_LINE:
                    number += len(lines)
                    yield from lines
                    continue
                for line in lines:
                    number += 1
                    yield _checked(line, number)
        except UnicodeError:
            raise DocumentError(
                f"The file is not {encoding}: it cannot be read from about line "
                f"{number + 1}. Give its encoding by --encoding (in Python encoding=)."
            ) from None


def _some_lines(text: TextIO, *, at_once: bool) -> Iterator[list[str]]:
    """
    The lines of a text, some at a time.

    Args:
        text: The text.

        at_once: Whether to read many at once; else each is read on its own, so that
            it is known which one cannot be read.
    """
    size = _BLOCK if at_once else 0
    while block := text.read(size) + text.readline(LONGEST_LINE):
        yield io.StringIO(block, newline="").readlines() if size else [block]


def _checked(line: str, number: int) -> str:
    """A line of a file that can be a table."""
    _must_be_unicode(line, number)
    ended = line.endswith(("\n", "\r"))
    if len(line) > LONGEST_LINE or (len(line) == LONGEST_LINE and not ended):
        raise DocumentError(
            f"Line {number} is longer than {LONGEST_LINE} characters, so this is not a "
            f"table of patients."
        )
    # Some encodings keep the mark at the beginning of a file.
    return line.removeprefix("\ufeff") if number == 1 else line


def _must_be_unicode(line: str, number: int) -> None:
    try:
        line.encode()
    except UnicodeEncodeError:
        raise DocumentError(
            f"The file is not UTF-8: line {number} cannot be read. Give its encoding "
            f"by --encoding (in Python encoding=), such as cp1252 (Windows in Western "
            f"Europe) or latin-1, or save it as UTF-8."
        ) from None
