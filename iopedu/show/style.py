"""The look of everything that is shown; see ``show.css``."""

from __future__ import annotations

from importlib.resources import files

_CSS = files("iopedu.show").joinpath("show.css").read_text(encoding="utf-8")

#: Each output carries it, since a page may show any one output alone (JupyterLab even drops cells out of sight).
STYLE = f"<style>{' '.join(_CSS.split())}</style>"
