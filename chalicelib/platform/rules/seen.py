"""What whoever changes a thing has seen of it: nothing is overwritten that somebody else wrote meanwhile.

The check stands beside the read whose version is the condition of the write: what comes between the two
fails the write, the verb reads again, and the check is made anew of what came.
"""

from typing import NamedTuple

from chalicelib.platform.rules.refusal import Refusal


class Seen(NamedTuple):
    """The versions of a thing that were seen; None where it does not matter which there is."""

    versions: frozenset[int] | None = None

    def and_version(self, version: int | None) -> "Seen":
        """What was seen, where the body names a version as well; None there says nothing."""
        if version is None:
            return self
        named = frozenset({version})
        return Seen(named if self.versions is None else named & self.versions)

    def is_current(self, version: int) -> bool:
        """Whether the thing is as it was seen."""
        return self.versions is None or version in self.versions

    def require(self, version: int) -> None:
        """Refuse to change what the sender has not seen.

        Raises:
            Refusal: `stale`, with the version that it has now as `revision`.
        """
        if not self.is_current(version):
            raise Refusal("stale", revision=version)


UNSEEN = Seen()
"""Whatever there is may be changed: the sender does not say what was seen."""
