"""Shared words in another language: a catalogue that turns every sentence around shows what goes through it."""

from __future__ import annotations

from gettext import NullTranslations

import pytest

from iopedu.course import deck, export, language, practice, quiz, ratings, text
from iopedu.course.agreement import Agreement
from iopedu.course.workbook import Workbook


class Swapped(NullTranslations):
    """A language with a word for each of these sentences, and for no other."""

    SENTENCES = {  # noqa: RUF012
        "{first} and {last}": "{last} nach {first}",
        "{first} or {last}": "{last} statt {first}",
        "{name} is {value}, which is not one of: {options}.": "{options}: nicht {value} ({name}).",
        "Yes: {option}": "Ja: {option}",
        "Not quite: {option}": "Nicht ganz: {option}",
        "{field} is {value}; it should be text.": "Keine Worte: {value} ({field}).",
        "Saved {n} answer in {file}.": "{file} hat {n} Antwort.",
    }

    def gettext(self, message: str) -> str:
        return self.SENTENCES.get(message, message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(one if n == 1 else many)


@pytest.fixture
def swapped(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Swapped()
    monkeypatch.setattr(language, "_catalogue", lambda: found)


def test_lists_are_joined_by_either_word() -> None:
    assert text.listed([]) == "" and text.listed(["one"], "or") == "one"
    assert text.listed(["one", "two"], "or") == "one or two"
    assert text.listed(["{a}", "{b}", "{c}"]) == "{a}, {b} and {c}"


@pytest.mark.usefixtures("swapped")
def test_a_language_may_turn_the_words_around() -> None:
    assert text.listed(["one", "two", "three"]) == "three nach one, two"
    assert text.listed(["one", "two"], "or") == "two statt one"
    assert text.allowed("level", "{spa}", ["php", "iop"]) == "php, iop: nicht '{spa}' (level)."
    with pytest.raises(ValueError, match=r"^Keine Worte: 7 \(Note\)\.$"):
        ratings.check_text("Note", 7)


@pytest.mark.usefixtures("swapped")
def test_feedback_is_translated_and_options_are_not() -> None:
    right, wrong = quiz.Option("Nine hours", True, "As the rule says."), quiz.Option("{Not sure}", False, "It is nine.")
    question = quiz.Question("hours", "How many hours?", (right, wrong))
    assert question.feedback([0]) == ("Ja: “Nine hours” As the rule says.",)
    item = deck.Item("kind", question)
    assert item.feedback([1])[0] == "Nicht ganz: “{Not sure}” It is nine."
    assert item.pair([1]) == ("Nine hours", "{Not sure}")


@pytest.mark.usefixtures("swapped")
def test_files_stay_the_same_in_every_language(tmp_path) -> None:
    work = Workbook("01", tmp_path)
    work.put("why", "Why?", "Because.", "Because.")
    assert work.save() == "my-iopedu-work.json hat 1 Antwort."
    assert '"question": "Why?"' in work.path.read_text(encoding="utf-8")
    assert list(export.EXPORTS) == list(export.EXPORT_NAMES) == ["Markdown", "CSV", "Printable page"]


def test_a_page_says_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert '<html lang="en">' in export.page("Title", "")
    monkeypatch.setattr(export, "language", lambda: "es")
    assert '<html lang="es">' in export.page("Title", "")


@pytest.mark.parametrize(("known", "said"), [((), "Practice: 0 of 1 item answered"), ((1,), "Practice: 1 of 1 item")])
def test_a_practice_says_how_far_it_is(known: tuple[int, ...], said: str) -> None:
    options = (quiz.Option("Yes", True, "So it is."), quiz.Option("No", False, "It is not."))
    cards = deck.Deck("k", "Title", "Ask", {"a": "A"}, (deck.Item("a", quiz.Question("one", "?", options)),))
    found = practice.Practice(cards)
    for at in known:
        found = found.answer("one", [at], practice.datetime(2026, 1, 5, 12, tzinfo=practice.UTC))
    assert found.describe().startswith(said)


def test_weighted_agreement_says_so() -> None:
    pairs = [("low", "low"), ("high", "high")] * 5
    assert Agreement.of("k", pairs, ["low", "high"]).describe().endswith("weighted kappa 1.00.")
    with pytest.raises(ValueError, match="You gave the same answer every time"):
        Agreement.of("k", [("low", "low"), ("high", "low")] * 5)
    with pytest.raises(ValueError, match="The key has the same answer every time"):
        Agreement.of("k", [("low", "high"), ("low", "low")] * 5)
