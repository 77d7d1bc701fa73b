"""Ledger + template → the tables and the narrative of a publication."""

from __future__ import annotations

from gouji.model.ledger import Ledger
from gouji.model.publication import Publication
from gouji.tabulating.template import Template, TemplateError, load_template, parse_template, templates

__all__ = ["Template", "TemplateError", "load_template", "parse_template", "tabulate", "templates"]


def tabulate(ledger: Ledger, template: str | Template) -> Publication:
    """Everything a department publishes, in one jurisdiction's layout: ``template`` or its name or file.

    Every printed identity holds exactly at the printed precision. Raises :class:`TemplateError`.
    """
    from gouji.tabulating.document import tabulated

    chosen = load_template(template) if isinstance(template, str) else template
    return tabulated(ledger, chosen).publication
