"""Reports of a check: ``terminal`` (text), ``page`` (html), ``sheet`` (xlsx), ``data`` (json); ``overview`` of many."""
