"""Every address with whom it is for: what the page of documentation shows and the tests try."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from gouji.web.accounts.gate import ANYONE, PUBLIC, admits
from gouji.web.accounts.rights import RIGHTS, Right, Role


@dataclass(frozen=True, slots=True)
class Page:
    """An address, its name, and whom its view is for (None: the view does not say, and nobody gets in)."""

    path: str
    name: str
    admits: Right | str | None

    def is_for(self, role: Role) -> bool:
        """Whether a person with this role gets in, as far as the role goes."""
        if isinstance(self.admits, Right):
            return role in RIGHTS[self.admits]
        return self.admits in {ANYONE, PUBLIC}


def pages() -> tuple[Page, ...]:
    """All addresses in the order of the URL configuration."""
    return tuple(_walk(get_resolver().url_patterns, "/"))


def _walk(patterns: list[URLPattern | URLResolver], above: str) -> Iterator[Page]:
    for pattern in patterns:
        path = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path)
        else:
            yield Page(path, pattern.name or "", admits(pattern.callback))


def markdown() -> str:
    """Two tables: the rights of the roles, and the addresses."""
    roles = list(Role)
    head = "| | " + " | ".join(str(role.label) for role in roles) + " |"
    rule = "|---" * (len(roles) + 1) + "|"
    lines = ["### Rights of the roles", "", head, rule]
    for right, holders in RIGHTS.items():
        lines.append(f"| {right.label} `{right.value}` | {_marks([role in holders for role in roles])} |")
    lines += ["", "### Addresses", "", head, rule]
    for page in pages():
        public = " (public)" if page.admits == PUBLIC else ""
        lines.append(f"| `{page.path}`{public} | {_marks([page.is_for(role) for role in roles])} |")
    return "\n".join(lines) + "\n"


def _marks(values: list[bool]) -> str:
    return " | ".join("●" if value else "" for value in values)
