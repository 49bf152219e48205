"""Run ``python -m iopedu``: the same as the ``iopedu`` command."""

from iopedu.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
