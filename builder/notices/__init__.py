"""What a reader is warned of, one module for each kind: checks, scope, dates, measurements, plausibility."""

from builder.notices.notice import KINDS, Notice, Show
from builder.notices.notices import notices

__all__ = ["KINDS", "Notice", "Show", "notices"]
