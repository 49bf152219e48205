"""Build the site, and put it in its place only when everything in it is right."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from iopedu.course.language import _
from iopedu.site import lite, pages
from iopedu.site.fetch import BuildProblem, cache, clone

#: Says that a folder was made here and may be replaced.
MARK = ".iopedu-site"
#: The runnable copy inside the site.
RUN = "run"


def build(folder: Path, store: Path | None = None, say: Callable[[str], None] = print) -> None:
    """Build pages and runnable copy.

    Parameters
    ----------
    folder : Path
        What was built there before is replaced; another folder that is not empty is not touched.
    store : Path, optional
        For downloads that stay; by default a folder of the user's cache.
    say : callable
        Gets sentences about what is going on.

    Raises
    ------
    BuildProblem
        With a sentence that says what is wrong; then the folder is as it was.
    """
    if folder.exists() and not (folder.is_dir() and (not any(folder.iterdir()) or (folder / MARK).is_file())):
        raise BuildProblem(_("{folder} contains something else. Choose an empty or new folder.", folder=folder))
    clone()
    with tempfile.TemporaryDirectory() as made:
        scratch, new = Path(made), Path(made) / "site"
        say(_("Making the pages."))
        pages.build(new, scratch)
        say(_("Making the runnable copy. The first time, this downloads about 15 MB."))
        lite.build(new / RUN, scratch, store or cache())
        shutil.copy(Path(__file__).parent / "static" / "offline.js", new)
        # From the first page on, so that what is kept is one for pages and copy.
        parts = f'importScripts("offline.js", "{RUN}/{lite.WORKER}");\n'
        (new / "service-worker.js").write_text(parts, encoding="utf-8")
        for name in ("objects.inv", ".buildinfo"):
            (new / name).unlink(missing_ok=True)
        (new / ".nojekyll").touch()  # some servers of static pages leave out folders that begin with “_”
        (new / MARK).touch()
        if folder.exists():
            shutil.rmtree(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(new, folder)
    say(_("Done: {folder}", folder=folder.resolve()))
    say(_("To view it: python -m http.server --directory {folder}", folder=folder))
