"""Check whether this computer has what the course needs."""

from __future__ import annotations

from dataclasses import dataclass

from iopedu.course.environment import Check, checks
from iopedu.course.language import _, _n
from iopedu.forms.base import Form
from iopedu.forms.parts import button, row, words


@dataclass(frozen=True)
class Checked:
    """The checks that were made; none before the button is pressed."""

    found: tuple[Check, ...] = ()

    def describe(self) -> str:
        """Return the result in one sentence."""
        missing = [check.name for check in self.found if not check.ok]
        if not self.found:
            return _("Looks at Python, the packages, the course files, and whether answers can be saved here.")
        if missing:
            names = ", ".join(missing)
            return _n("{n} thing missing: {names}.", "{n} things missing: {names}.", len(missing), names=names)
        return _("All {many} checks are in order.", many=len(self.found))


class Computer(Form[Checked]):
    """A button that runs the same checks as the command ``iopedu check``."""

    def __init__(self) -> None:
        self.look = button(_("Check this computer"), self._look, primary=True)
        what = words(f"<p>{Checked().describe()}</p>")
        super().__init__(_("Is everything here?"), Checked(), [what, row(self.look)])

    def _look(self) -> None:
        self.record = Checked(checks())
        missing = [check for check in self.record.found if not check.ok]
        lines = [f"{check.name}: {check.says}" for check in missing or self.record.found]
        self.say(self.record.describe(), *lines, warn=bool(missing))
