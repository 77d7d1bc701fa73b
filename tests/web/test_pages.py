"""Pages lead on: every link on them works, the manual is fresh, migrations are complete."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from gouji.web.accounts.rights import Role
from tests.web.semantics import faults
from tests.web.world import World
from tools.make_web_page import page

_FORBIDDEN = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)(?![^>]*application/json)|"
    r"(?:src|href|action)=\"(?:https?:)?//",
    re.IGNORECASE,
)
"""What the Content-Security-Policy would not let a browser do, and what is not served here."""


def followed(client: Client) -> Iterator[str]:
    """Every address that links lead to from the desk; each has its page."""
    seen, todo = set[str](), ["/"]
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen.add(path)
        yield path
        response = client.get(path)
        files = re.search(r"/(report|file)/$|\.(json|xlsx|docx|html)$|/files/", path)
        assert response.status_code == 200 or (files and response.status_code == 404), path
        if response["Content-Type"].startswith("text/html") and not files:
            text = response.content.decode()
            todo += [link for link in re.findall(r'href="(/[^"#]*)', text) if not link.startswith("/static/")]
            assert not re.search(r"\bNone\b|\{[{%]", text), path
            assert not _FORBIDDEN.search(text), f"{path}: the page's own policy forbids this"
            assert faults(text) == [], path


@pytest.mark.parametrize("role", list(Role))
def test_no_link_leads_nowhere(role: Role, world: World, login: Callable[[str], Client]) -> None:
    """From the desk through everything that can be reached by links; a screen reader can tell what each page has."""
    for unit in world.units:
        world.document(unit)
        world.budget(unit)
        world.project(unit)
        world.adjustment(unit)
        world.evaluation(unit)
    world.standard()
    assert len(list(followed(login(role.value)))) > 2


def test_the_manual_is_fresh(repository: Path) -> None:
    text = (repository / "docs" / "web.md").read_text("utf-8")
    assert page(text) == text, "run make docs"


def test_no_migration_is_missing(database: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0, stdout=io.StringIO())
