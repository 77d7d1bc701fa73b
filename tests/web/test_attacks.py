"""What an attacker tries: other people's objects, forms of other sites, guessed passwords, files that are none,
requests that mean nothing. Refused, and nothing changed."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from django.conf import settings
from django.contrib.auth.hashers import get_hasher
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gouji.web import store
from gouji.web.accounts.models import Assignment, User
from gouji.web.accounts.rights import Role
from gouji.web.accounts.table import Page
from gouji.web.base import queue
from gouji.web.cycle.models import Cycle, Standard
from gouji.web.journal.models import Event
from gouji.web.organisation.models import Import, Kind, Level, Office
from gouji.web.performance import evaluating as evaluations
from gouji.web.performance.models import Evaluation
from gouji.web.performance.models import State as EvaluationState
from gouji.web.projects import steps as projects
from gouji.web.projects.models import Project, Theme
from gouji.web.projects.models import State as ProjectState
from gouji.web.review.models import Document
from tests.web.books import book_of
from tests.web.conftest import PASSWORD
from tests.web.test_rights import GUARDED, PAGES, POSTS, address
from tests.web.world import World

Login = Callable[[str], Client]


@dataclass(frozen=True)
class Elsewhere:
    """Another region with its own people; they are logged in."""

    region: Office
    department: Office
    unit: Office
    clients: dict[Role, Client]


@pytest.fixture
def elsewhere(world: World) -> Elsewhere:
    region = Office.objects.create(level=Level.REGION, name="别的市")
    department = Office.objects.create(level=Level.DEPARTMENT, parent=region, name="别局")
    unit = Office.objects.create(level=Level.UNIT, parent=department, name="别局本级", kind=Kind.ADMINISTRATIVE)
    clients: dict[Role, Client] = {}
    for role in Role:
        user = User.objects.create_user(f"else-{role.value}", password=PASSWORD)
        Assignment.objects.create(user=user, role=role, office=region)
        clients[role] = Client()
        clients[role].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return Elsewhere(region, department, unit, clients)


def test_nothing_of_another_region_is_reached_by_its_number(world: World, elsewhere: Elsewhere) -> None:
    """Every address with a number in it, for everyone whose role would open it at home."""
    document = world.document(world.units[0])
    for page in GUARDED:
        if "<int" not in page.path:
            continue
        path = address(page, world, document)
        clients = [elsewhere.clients[role] for role in Role if page.is_for(role)]
        for client in clients:
            assert (client.post(path, {}) if page.name in POSTS else client.get(path)).status_code == 404, page.path
        if page.name not in POSTS:
            assert clients[0].post(path, {"version": "1"}).status_code in {404, 405}, page.path


def test_nothing_of_another_region_is_named_in_a_form(world: World, elsewhere: Elsewhere, sample: bytes) -> None:
    """The numbers stand in what is sent, not in the address."""
    theirs = Document.objects.create(
        office=elsewhere.unit, name="x", sha256="e" * 64, size=1, format="text", uploaded_by=world.users["finance"]
    )
    facts = {"name": "x", "kind": "administrative", "first_year": 2026, "last_year": 2027, "version": 1}
    sent: list[tuple[Role, str, dict[str, object]]] = [
        (Role.FINANCE, "/budgets/new-year/", {"region": world.region.pk, "year": 2031}),
        (Role.FINANCE, "/standards/new/", {"region": world.region.pk, "name": "x", "amount": 1, "basis": "x"}),
        (Role.FINANCE, "/offices/import/new/", {"region": world.region.pk, "as_of": "2026-01-01"}),
        (Role.FINANCE, "/documents/upload/", {"office": world.units[0].pk}),
        (Role.FINANCE, f"/documents/{theirs.pk}/office/", {"office": world.units[0].pk}),
        (Role.DRAFTER, "/projects/new/", facts | {"unit": world.units[0].pk}),
        (Role.DEPARTMENT, "/themes/new/", {"department": world.departments[0].pk, "name": "x"}),
        (Role.ADMINISTRATOR, "/accounts/new/", {"username": "x", "role": "finance", "office": world.region.pk}),
    ]
    files = {"book": ("机构.xlsx", book_of([])), "files": ("预算.txt", sample)}
    before = User.objects.count()
    for role, path, form in sent:
        named = "book" if "import" in path else "files" if "upload" in path else ""
        more = {named: SimpleUploadedFile(*files[named])} if named else {}
        elsewhere.clients[role].post(path, form | more)
    theirs.refresh_from_db()
    assert theirs.office == elsewhere.unit
    for model in (Cycle, Standard, Import, Project, Theme):
        assert not model._default_manager.exists(), model
    assert Document.objects.count() == 1
    assert User.objects.count() == before


@pytest.mark.parametrize("what", ["project", "evaluation"])
def test_no_state_is_skipped_and_no_step_taken_twice(what: str, world: World, login: Login) -> None:
    """Every step from every state by everyone who ever takes one: only the ways there are lead on."""
    steps = projects.STEPS if what == "project" else evaluations.STEPS
    make = world.project if what == "project" else world.evaluation
    thing: Project | Evaluation = make(world.units[0])
    states = ProjectState if what == "project" else EvaluationState
    clients = [login(role) for role in ("drafter", "department", "head", "finance")]
    for state in states:
        for step in steps:
            if state not in step.ways:
                type(thing)._default_manager.filter(pk=thing.pk).update(state=state)
                for client in clients:
                    thing.refresh_from_db()
                    sent = {"step": step.name, "version": thing.version, "text": "理由"}
                    client.post(f"/{what}s/{thing.pk}/step/", sent)
                thing.refresh_from_db()
                assert thing.state == state, step.name


def test_every_form_needs_its_token(world: World) -> None:
    """A form of another site has the cookies and not the token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["finance"], backend="django.contrib.auth.backends.ModelBackend")
    for _page, path in _addresses(world):
        status = client.post(path, {"step": "submit"}).status_code
        assert status == 403 or (path.startswith("/open/") and status in {404, 405}), path
    assert "别处" not in client.post("/language/", {"language": "en"}, HTTP_SEC_FETCH_SITE="cross-site").cookies


NASTY = ("\x00", "²²²²", "9" * 30, "-1", "'\"<script>'", "[" * 2000, "长" * 3000)
QUERY = (
    *("q", "year", "page", "state", "action", "all", "stage", "department", "from", "to", "what", "d", "y", "f"),
    *("after", "late", "language", "next"),
)


@pytest.mark.parametrize("turn", range(1, 4))
def test_questions_that_mean_nothing_have_an_answer(turn: int, world: World, login: Login) -> None:
    """Every page is asked everything, each time something else that means nothing."""
    clients = {role: login(role.value) for role in (Role.DRAFTER, Role.FINANCE, Role.DEPARTMENT, Role.PUBLISHER)}
    clients |= {role: login(role.value) for role in (Role.AUDITOR, Role.ADMINISTRATOR)}
    for number, (page, path) in enumerate(_addresses(world)):
        client = clients[next(role for role in clients if page.is_for(role))]
        nasty = NASTY[1:] if (number + turn) % 3 else NASTY
        asked = {name: nasty[(place * turn + number) % len(nasty)] for place, name in enumerate(QUERY)}
        answer = client.get(path, asked)
        assert answer.status_code < 500, path
        if answer["Content-Type"].startswith("text/html") and not answer.streaming:
            assert "<script>'" not in answer.content.decode(), path


def test_numbers_that_no_row_has_have_an_answer(world: World, login: Login) -> None:
    clients = [login(role) for role in ("drafter", "finance", "department", "publisher", "auditor", "administrator")]
    roles = [Role.DRAFTER, Role.FINANCE, Role.DEPARTMENT, Role.PUBLISHER, Role.AUDITOR, Role.ADMINISTRATOR]
    for page, path in _addresses(world):
        if "<int" in page.path:
            client = clients[next(at for at, role in enumerate(roles) if page.is_for(role))]
            for key in ("9" * 30, "9223372036854775807", "0"):
                assert client.get(re.sub(r"\d+", key, path)).status_code in {302, 404, 405}, (path, key)


def _addresses(world: World) -> Iterator[tuple[Page, str]]:
    document = world.document(world.units[0])
    for page in PAGES:
        path = page.path.replace("<version>", "1").replace("<path:path>", "x").replace("<int:position>", "1")
        yield page, address(replace(page, path=path), world, document)


BODIES = (
    "[" * 100_000,
    '{"rows": [], "version": 1e400}',
    '{"rows": [], "version": %s}' % ("9" * 30),
    '{"rows": [{"amount": NaN}], "version": 1}',
    '{"rows": [{"project": "\\u0000", "amount": "1", "side": "支出"}], "version": 1}',
    '{"rows": [{"project": "\\ud800", "amount": "1", "side": "支出"}], "version": 1}',
    '{"rows": [{"amount": [1], "side": {"a": 1}, "function": null}], "base": [{"x": []}], "version": 1}',
    '{"rows": [{"year": "99999999999999999999", "amount": "9e99"}], "version": 1}',
    '{"rows": [{"amount": "%s"}], "version": 1}' % ("9" * 400),
)


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_grids_that_mean_nothing_have_an_answer(body: str, world: World, login: Login) -> None:
    document = world.document(world.units[0])
    client = login("drafter")
    for page in GUARDED:
        if page.name.endswith(("-check", "-save")) and page.is_for(Role.DRAFTER):
            path = address(page, world, document)
            assert client.post(path, body, content_type="application/json").status_code < 500, path
    path = f"/budgets/{world.budget(world.units[0]).pk}/bring-in/"
    assert client.post(path, {"rows": json.dumps(body), "version": "1"}).status_code < 500
    assert client.post(path, {"rows": body, "version": "9" * 30}).status_code < 500
    assert not world.budget(world.units[0]).lines.exists()


# ── passwords and sessions


def enter(client: Client, username: str, password: str, **more: str) -> int:
    return client.post("/login/", {"username": username, "password": password}, **more).status_code


def test_one_password_under_many_names(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """No name is locked; the address is."""
    monkeypatch.setattr(settings, "FAILURES_OF_AN_ADDRESS", 6)
    for number in range(6):
        assert enter(Client(), f"somebody{number}", "Password-2026") == 200
    assert enter(Client(), "finance", PASSWORD) == 429
    assert enter(Client(), "finance", PASSWORD, REMOTE_ADDR="192.0.2.7") == 302


def test_a_name_longer_than_any_is_no_name(world: World) -> None:
    assert enter(Client(), "长" * 3000, "x") == 200
    assert not Event.objects.filter(action="login.failed").exists()


def test_nobody_learns_which_names_there_are(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words after the same work, whether the name is nobody's, somebody's, or of a closed account."""
    User.objects.filter(username="auditor").update(is_active=False)
    hasher = type(get_hasher())
    encode, work = hasher.encode, list[str]()
    monkeypatch.setattr(hasher, "encode", lambda self, *args: (work.append(args[0]), encode(self, *args))[1])
    answers = set()
    for name in ("nobody", "finance", "auditor"):
        page = Client().post("/login/", {"username": name, "password": "wrong-pass-9"}).content.decode()
        answers.add(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(name, ""))
    assert len(answers) == 1
    assert work == ["wrong-pass-9"] * 3


def test_a_session_begins_anew_and_ends_with_the_password(world: World) -> None:
    client, other = Client(), Client()
    client.get("/login/")
    session = client.session
    session["planted"] = "yes"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    assert enter(client, "finance", PASSWORD) == 302
    assert client.cookies["sessionid"].value != planted, "a session that somebody else knows is not used"
    enter(other, "finance", PASSWORD)
    form = {"old_password": PASSWORD, "new_password1": "another-pass-2", "new_password2": "another-pass-2"}
    assert client.post("/password/", form).status_code == 302
    assert client.get("/documents/").status_code == 200
    assert other.get("/documents/").status_code == 302, "where the old password was used, nobody is in"
    User.objects.filter(username="finance").update(is_active=False)
    assert client.get("/documents/").status_code == 302


@pytest.mark.parametrize("where", ["password", "reset"])
def test_who_guesses_at_anothers_screen_is_out(where: str, world: World, login: Login) -> None:
    client = login("administrator")
    path = "/password/" if where == "password" else f"/accounts/{world.users['drafter'].pk}/password/"
    form = {"old_password": "x", "own_password": "x", "new_password1": "another-pass-2"}
    for _ in range(settings.AXES_FAILURE_LIMIT):
        assert client.get("/accounts/").status_code == 200
        client.post(path, form | {"new_password2": "another-pass-2"})
    assert client.get("/accounts/").status_code == 302
    assert Event.objects.filter(action="refused", user=world.users["administrator"]).count() == 5


def test_who_was_away_comes_back_to_the_page(world: World) -> None:
    """A form sent after the session ended has no page of its own to go back to."""
    path = f"/budgets/{world.budget(world.units[0]).pk}/"
    client = Client()
    location = client.post(f"{path}step/", {"step": "submit"}, HTTP_REFERER=f"http://testserver{path}?x=1")["Location"]
    assert location == f"/login/?next={path}%3Fx%3D1"
    for referer in ("http://evil.example/", "//evil.example", "javascript:alert(1)"):
        assert client.post(f"{path}step/", HTTP_REFERER=referer)["Location"] == "/login/?next=/"
    client.force_login(world.users["drafter"], backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(f"{path}step/")
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "不能这样打开" in response.content.decode()


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "evil.example:80@testserver"])
def test_other_host_names_are_not_answered_to(host: str, db: None) -> None:
    response = Client().get("/login/", HTTP_HOST=host)
    assert response.status_code == 400
    assert "evil" not in response.content.decode()


# ── files


def packed(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return content.getvalue()


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c SYSTEM "file:///etc/passwd">]><a>&b;&c;</a>'
)
MACROS = {"xl__vbaProject_dot_bin": b"\xd0\xcf", "xl__externalLinks__externalLink1_dot_xml": ENTITIES}
HOSTILE = {
    "bomb.zip": packed(**{"a_dot_txt": bytes(20 << 20)}),
    "entities.docx": packed(**{"word__document_dot_xml": ENTITIES}),
    "entities.xlsx": packed(**{"xl__workbook_dot_xml": ENTITIES}),
    "paths.zip": packed(**{"_dot__dot___dot__dot__etc__passwd": "部门预算\n".encode(), "C:\\x_dot_txt": b"x"}),
    "page.html": b"<html><body><script>fetch('/accounts/')</script>\xe9\xa2\x84\xe7\xae\x97</body></html>",
    "picture.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
    '..\\..\\a\r\nSet-Cookie: x=1;\u202e".html': b"<html><body>2025</body></html>",
}


def test_hostile_files_do_no_harm(world: World, login: Login) -> None:
    client = login("department")
    files = [SimpleUploadedFile("x", content) for content in HOSTILE.values()]
    for file, name in zip(files, HOSTILE, strict=True):
        file._name = name  # type: ignore[attr-defined]
    page = client.post("/documents/upload/", {"office": world.departments[0].pk, "files": files})
    assert page.status_code == 200
    while (job := queue.claim("test")) is not None:
        job.work()
    documents = Document.objects.filter(office=world.departments[0])
    assert documents.count() >= len(HOSTILE) - 2, "what is no document at all may be refused at once"
    for document in documents:
        assert document.state in {"checked", "failed"}, document.problem
        assert "未预料" not in document.problem
        shown = client.get(f"/documents/{document.pk}/file/")
        head = shown["Content-Disposition"]
        assert head.startswith("attachment")
        assert not re.search(r"[\r\n\u202e]|\.\./", head)
        assert shown["Content-Type"] == "application/octet-stream"
        assert shown["X-Content-Type-Options"] == "nosniff"
        b"".join(shown.streaming_content)  # type: ignore[attr-defined]
        if document.state == "checked":
            policy = client.get(f"/documents/{document.pk}/report/")["Content-Security-Policy"]
            assert "sandbox allow-scripts" in policy
            assert "allow-same-origin" not in policy
            assert "unsafe" not in policy
    names = [path.name for path in settings.STORE.rglob("*") if path.is_file()]
    assert all(re.fullmatch("[0-9a-f]{64}", name) for name in names)
    assert all(store.path_of(name).parent.parent == settings.STORE for name in names)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    world: World, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "UPLOAD_LARGEST", 1 << 20)
    file = SimpleUploadedFile("预算.txt", bytes(2 << 20))
    page = login("department").post("/documents/upload/", {"office": world.departments[0].pk, "files": [file]})
    assert "超过 1 MB 的上限" in page.content.decode()
    assert not Document.objects.exists()
    assert Event.objects.get(action="upload.refused").after["file"] == "预算.txt"


def test_macros_and_links_of_a_workbook_are_not_looked_at(world: World, login: Login) -> None:
    """A workbook with a macro and a link to another one is read for its cells."""
    content = io.BytesIO(book_of([{"code": "300", "name": "丙局"}]))
    with zipfile.ZipFile(content, "a") as archive:
        for name, data in MACROS.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    form = {"region": world.region.pk, "as_of": "2026-01-01"}
    login("finance").post("/offices/import/new/", form | {"book": SimpleUploadedFile("机构.xlsm", content.getvalue())})
    while (job := queue.claim("test")) is not None:
        job.work()
    assert Import.objects.get().state == "previewed"


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", " =1"])
def test_names_are_no_formulas(name: str, world: World, login: Login) -> None:
    office = {"name": name, "kind": "administrative", "code": name, "division": name}
    login("finance").post(f"/offices/{world.departments[0].pk}/new/", office)
    login("department").post("/themes/new/", {"department": world.departments[0].pk, "name": name, "code": name})
    project = {"unit": world.units[0].pk, "name": name, "kind": "specific", "first_year": 2026, "last_year": 2027}
    login("drafter").post("/projects/new/", project | {"version": 1, "basis": "x", "content": "x"})
    assert not Office.objects.filter(name=name.strip()).exists()
    assert not Theme.objects.exists()
    assert not Project.objects.exists()


def _formulas(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                yield from re.findall(r"<f>[^<]*</f>", archive.read(name).decode())


def test_no_workbook_reckons_what_somebody_wrote(world: World, login: Login) -> None:
    document = world.document(world.units[0])
    formula = '=HYPERLINK("http://evil.example","x")'
    document.findings.update(message=formula, title=formula)
    document.findings.first().decisions.create(opinion="commented", text=formula, by=world.users["finance"])
    Office.objects.filter(pk=world.units[0].pk).update(name=formula)
    client = login("finance")
    for path in (f"/documents/{document.pk}/opinions.xlsx", "/offices/offices.xlsx"):
        assert list(_formulas(client.get(path).content)) == [], path
