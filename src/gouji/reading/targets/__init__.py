"""Performance targets: lists of all projects and forms of one project, into ``model.Target``."""

from gouji.reading.targets.reading import TargetReading, read_targets

__all__ = ["TargetReading", "read_targets"]
