"""Cutting JSON values out of a byte stream at their matching brackets, so that a huge array needs no memory of its size."""

import re
from collections.abc import Iterator

MARK = re.compile(rb'\\.|["\[\]{},]', re.S)  # a backslash takes the next byte along
EDGE = b", \t\r\n"


class Cutter:
    """Feed it chunks; it yields each complete value. `is_over` turns true at the bracket that closes the array around them."""

    def __init__(self) -> None:
        self.is_over = False
        self._buffer = bytearray()
        self._at = 0  # scanned up to here
        self._start = 0  # the pending value starts here
        self._depth = 0
        self._in_string = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        self._buffer += chunk
        for m in MARK.finditer(self._buffer, self._at):
            self._at = m.end()
            if self._ends_value(m.group()):
                yield from self._cut(m.start(), m.group())
            if self.is_over:
                return
        self._at = max(self._at, len(self._buffer) - self._buffer.endswith(b"\\"))
        self._drop_yielded()

    def rest(self) -> bytes:
        """What is pending: empty after a complete stream."""
        return b"" if self.is_over else bytes(self._buffer[self._start :]).strip(EDGE)

    @property
    def pending(self) -> int:
        """Size of the value that is not complete yet, in bytes."""
        return len(self._buffer) - self._start

    def _ends_value(self, mark: bytes) -> bool:
        """Whether the mark closes a value: its own last bracket, a comma beside a bare word, or the array's end."""
        if mark == b'"':
            self._in_string = not self._in_string
        if self._in_string or mark[0] in b'"\\':
            return False
        if mark in b"{[":
            self._depth += 1
        elif mark in b"}]":
            self._depth -= 1
        return self._depth <= 0 and mark not in b"{["

    def _cut(self, at: int, mark: bytes) -> Iterator[bytes]:
        self.is_over = self._depth < 0
        end = at if mark == b"," or self.is_over else at + 1
        if value := bytes(self._buffer[self._start : end]).strip(EDGE):
            yield value
        self._start = at + 1

    def _drop_yielded(self) -> None:
        del self._buffer[: self._start]
        self._at -= self._start
        self._start = 0
