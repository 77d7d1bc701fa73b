"""The narrative (情况说明) → statements with coordinates, so that it joins the same identities as the tables."""

from gouji.reading.narrative.reader import read_statements

__all__ = ["read_statements"]
