"""How many small faults, put into the domain on purpose, its tests notice."""

from pathlib import Path

import iopedu

#: What shows and delivers; every other room is of the domain, also one that is new.
OUTSIDE = ("show", "forms", "deliver", "site", "front_end")
ROOMS = tuple(
    sorted(
        made.parent.name
        for made in Path(iopedu.__file__).parent.glob("*/__init__.py")
        if made.parent.name not in OUTSIDE
    )
)
