"""Fetch an open database of the Metapsy project when somebody asks for it; nothing else here asks a server."""

from __future__ import annotations

from pathlib import Path

from iopedu.course.language import _
from iopedu.course.text import allowed, listed
from iopedu.evidence.metapsy import DATABASES

__all__ = ["fetch"]


def fetch(name: str, folder: Path) -> tuple[Path, ...]:
    """Download a database by its DOI, compare its checksums, and return its tables; what is there already stays.

    Parameters
    ----------
    name : str
        Key of `iopedu.evidence.metapsy.DATABASES`.
    folder : pathlib.Path
        Where the files go; it is made when it is not there.

    Raises
    ------
    ValueError
        With a sentence, when there is no such database, when pooch is missing, or when a file did not arrive whole.
    """
    if name not in DATABASES:
        raise ValueError(allowed("database", name, list(DATABASES)))
    address = DATABASES[name]
    by_hand = _("Download it with your browser instead: {address}", address=address)
    try:
        import pooch
    except ModuleNotFoundError:
        hint = _("pooch is missing. Fetching needs: uv run --extra data iopedu database")
        raise ValueError(f"{hint} {by_hand}") from None
    kept = pooch.create(folder, f"{address.replace('https://doi.org/', 'doi:')}/")
    try:
        kept.load_registry_from_doi()
        strange = [file for file in kept.registry if Path(file).name != file]
        if strange:
            raise ValueError(_("names of files that lead elsewhere: {names}", names=listed(strange)))
        found: list[str] = []
        for file in kept.registry:
            got = kept.fetch(file, processor=pooch.Unzip() if file.endswith(".zip") else None)
            found += [got] if isinstance(got, str) else got
    except (OSError, ValueError, LookupError) as problem:  # the errors of requests are OSErrors
        raise ValueError(_("{name} did not arrive: {problem}.", name=name, problem=problem) + f" {by_hand}") from None
    return tuple(sorted(Path(file) for file in found if file.endswith(".csv")))
