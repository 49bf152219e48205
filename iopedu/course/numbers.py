"""The one reader of numbers that somebody types: as they are meant, or not at all."""

from __future__ import annotations

import re
from unicodedata import decimal

#: Groups of three, each after the same mark; or digits alone. Then a point or a comma that is not that mark.
_NUMBER = re.compile(r"([+-]?)([1-9]\d{0,2}(?:([ '.,])\d{3})(?:\3\d{3})*|\d*)(?:(?!\3)[.,](\d*))?", re.ASCII)
_SAME = {
    **dict.fromkeys("−–‒﹣－", "-"),
    **dict.fromkeys("\u00a0\u2007\u2008\u2009\u202f", " "),
    **dict.fromkeys("’ʼ′٬", "'"),
    **dict.fromkeys("٫", ","),
}
_LONGEST = 24


class TwoWaysError(ValueError):
    """A number that can be read in two ways: one thousand, or one with three digits behind its point.

    Parameters
    ----------
    small, large : str
        Both, as they are written when they are meant.
    """

    def __init__(self, small: str, large: str) -> None:
        super().__init__(small, large)
        self.small, self.large = small, large


def read_number(text: str) -> int | float | None:
    """Return the number that was typed, or None when it is none.

    A point or a comma before the last digits, blanks, apostrophes, points or commas between groups of three, and the
    digits of other scripts are read. Fractions such as ½, powers of ten, units and percent signs are none.

    Raises
    ------
    TwoWaysError
        When a point or a comma may stand for thousands as well.

    Examples
    --------
    >>> [read_number(typed) for typed in ("2,5", "1 000", "1.000,5", "٣", "−0,125", ".5", "1e3", "½")]
    [2.5, 1000, 1000.5, 3, -0.125, 0.5, None, None]
    >>> read_number("1.000")
    Traceback (most recent call last):
    ...
    iopedu.course.numbers.TwoWaysError: ('1', '1000')
    """
    typed = "".join(_SAME.get(sign, str(decimal(sign, sign))) for sign in text.strip())
    found = _NUMBER.fullmatch(typed) if len(typed) <= _LONGEST else None
    if found is None or not (found[2] or found[4]):
        return None
    sign, before, mark, behind = found.groups()
    whole = before.replace(mark, "") if mark else before
    if behind is None and mark in (".", ",") and before.count(mark) == 1:
        small = before.replace(mark, ".").rstrip("0").rstrip(".")
        exact = small if len(small.partition(".")[2]) < 3 else f"{small}0"
        raise TwoWaysError(f"{sign}{exact}", f"{sign}{whole}")
    value = float(f"{sign}{whole or 0}.{behind or 0}")
    return int(value) if value.is_integer() else value  # so that 7.0 is a whole number, and -0 reads as 0
