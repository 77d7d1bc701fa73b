"""The whole API: its parts register themselves when they are loaded."""

from gouji.web.portal import api_adjusted as api_adjusted
from gouji.web.portal import api_evaluations as api_evaluations
from gouji.web.portal.api import urls

__all__ = ["urls"]
