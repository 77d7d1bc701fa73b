"""Consistent budgets of invented departments, printed and damaged as real ones are.

``generate(seed)`` draws a budget with its exact ledger; ``print_provincial``, ``print_municipal`` and
``print_district`` print it in three layouts and know the truth about every amount; ``tests.generate.damage`` spoils it.
"""

from tests.generate.budget import Budget, Features
from tests.generate.district import print_district
from tests.generate.document import PrintedCell, PrintedDocument, Truth
from tests.generate.draw import generate
from tests.generate.municipal import print_municipal
from tests.generate.provincial import print_provincial

LAYOUTS = {"provincial": print_provincial, "municipal": print_municipal, "district": print_district}

__all__ = [
    "LAYOUTS",
    "Budget",
    "Features",
    "PrintedCell",
    "PrintedDocument",
    "Truth",
    "generate",
    "print_district",
    "print_municipal",
    "print_provincial",
]
