"""One set of colors for the whole course. Color never speaks alone: a word always stands beside it."""

from collections.abc import Mapping


class _Colors(dict[str, str]):
    def __missing__(self, level: str) -> str:
        return "#7A7A7A"


#: Each has a contrast of at least 3 to 1 with a white and with a dark page. A level without one of its own is gray.
LEVEL_COLORS: Mapping[str, str] = _Colors(
    inpatient="#A0529A",
    crisis="#C2410C",
    residential="#A16207",
    php="#3B6FB6",
    iop="#00856F",
    outpatient="#5F7F1E",
    community="#7A7A7A",
)

FIELD_COLORS: Mapping[str, str] = {"mental_health": "#00856F", "substance_use": "#C2410C", "both": "#3B6FB6"}

#: The four modules of DBT skills.
MODULE_COLORS: Mapping[str, str] = {
    "mindfulness": "#3B6FB6",
    "distress_tolerance": "#C2410C",
    "emotion_regulation": "#A0529A",
    "interpersonal": "#00856F",
}

#: What an hour of a week is for, by its letter; used as a tint behind the letter.
KIND_COLORS: Mapping[str, str] = {
    "w": "#3B6FB6",
    "s": "#A0529A",
    "c": "#C98A12",
    "t": "#7F9F3E",
    "z": "#7A7A7A",
}

#: Drawn in figures where the page's own text color is meant; `Chart` replaces it.
INK = "#010203"
