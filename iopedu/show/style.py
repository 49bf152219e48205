"""The look of everything that is shown: ``show.css``, which lies where JupyterLab loads it too."""

import re
from importlib.resources import files

CSS = files("iopedu").joinpath("front_end", "static", "show.css").read_text(encoding="utf-8")

#: Each output carries it while a kernel runs, since a page may show any one output alone (JupyterLab even drops cells
#: out of sight). Stored outputs are without it: the page that shows them brings it once.
STYLE = f"<style>{' '.join(CSS.split())}</style>"

# Before these, white space is not seen.
_BLOCKS = "div|details|summary|figure|figcaption|table|caption|thead|tbody|tr|th|td|ol|ul|li|p"
_SHAPES = "g|path|rect|circle|ellipse|line|polyline|polygon|text|use"
_ON_ITS_LINE = re.compile(rf"\s*(?=<(?:{_BLOCKS}|{_SHAPES})\b)")


def framed(html: str) -> str:
    """Return HTML with the look of the course; each row, item and shape is a line, so that git shows which changed."""
    return STYLE + _ON_ITS_LINE.sub("\n", f'<div class="iop">{html}</div>')
