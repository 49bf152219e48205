"""What learners hand on to their class: no names, no large files, and one file for each number."""

from __future__ import annotations

import pytest

from iopedu.care.classroom import Classroom, Submission
from iopedu.course.submissions import check_label, check_size, read_file
from iopedu.course.text import listed

PLACED = {"maya": "iop"}


def test_a_label_is_a_number_of_up_to_four_digits_or_nothing() -> None:
    for label in ("", "0", "7", "9999"):
        check_label(label)
    for label in ("12345", "7a", " 7", "Ann", "-1", "٣", None, 7):
        with pytest.raises(ValueError, match="number of up to four digits"):
            check_label(label)


def test_a_file_may_have_as_many_bytes_as_is_said() -> None:
    check_size(b"12345", 5)
    with pytest.raises(
        ValueError, match=r"The file is 1,001 bytes, more than the 1,000 allowed for a file of this kind\."
    ):
        check_size(b"x" * 1001, 1000)
    assert read_file(b"[1]", 3) == [1]
    for content in (b"[1", b"[" * 100_000, b"\xff"):
        with pytest.raises(ValueError, match="not complete JSON"):
            read_file(content, 200_000)


def test_a_later_file_with_the_same_number_takes_the_place_of_the_first_and_unnumbered_ones_all_stay() -> None:
    one, nobody, again = Submission(PLACED, "7"), Submission(PLACED), Submission({"maya": "php"}, "7")
    assert Classroom((one, nobody)).add(nobody) == Classroom((one, nobody, nobody))
    assert Classroom((one, nobody)).add(again) == Classroom((nobody, again))
    assert Classroom((one,)).add(Submission(PLACED, "8")) == Classroom((one, Submission(PLACED, "8")))


def test_words_are_joined_with_and_or_or() -> None:
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert listed(["a", "b", "c"], "or") == "a, b or c" and listed(["a"], "or") == "a"
