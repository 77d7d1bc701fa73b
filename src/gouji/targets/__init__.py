"""Performance: what a target demands, whether it is a good one, how it stands within the year, how it ended.

Pure functions over the model's :class:`~gouji.model.disclosure.Target`: no database, no web.
"""
