"""Reading pages as one does who knows no Chinese: what of the interface is left in it, and what English was kept."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models
from django.http import HttpResponseBase
from django.test import Client
from lxml import html

from gouji.lexicon.classification import economic, functional
from hatch_build import catalogues
from tests.project.test_catalogues import QUOTED
from tools.make_catalogues import kept, texts_of

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
READ_ALOUD = ("title", "alt", "placeholder", "aria-label", "aria-description", "label")
ROOT = Path(__file__).resolve().parent.parent.parent


def _messages() -> tuple[frozenset[str], frozenset[str]]:
    """The Chinese and the English of every catalogue."""
    found = [one for path in catalogues(ROOT) for one in kept(path).values()]
    chinese = {text for one in found for text in (one.id if one.pluralizable else (one.id,))}
    return frozenset(chinese), frozenset(text for one in found for text in texts_of(one))


INTERFACE, ENGLISH = _messages()


def texts(page: str) -> Iterator[str]:
    """What is read of a page, by eye or aloud, where it does not say that it is Chinese."""
    tree = html.document_fromstring(page)
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in {"script", "style"} or _is_chinese(element):
            continue
        yield element.text or ""
        yield from (element.get(name, "") for name in READ_ALOUD)
        yield from (child.tail or "" for child in element)


def _is_chinese(element: Any) -> bool:
    marked = next((one.get("lang") for one in (element, *element.iterancestors()) if one.get("lang")), "")
    return str(marked).startswith("zh")


def messages_of(answer: Any) -> Iterator[str]:
    """What a script is told to show."""
    if isinstance(answer, dict):
        yield str(answer.get("message", "")) if not str(answer.get("lang", "")).startswith("zh") else ""
        for name in ("problems", "conflicts"):
            for one in answer.get(name) or ():
                yield from messages_of(one)


@dataclass
class Reader:
    """Looks at everything that its clients are answered; ``left`` are Chinese texts by the page they stand on."""

    left: dict[str, set[str]] = field(default_factory=dict)

    def client(self, client: Client) -> Client:
        """A client that has chosen English."""
        client.cookies["gouji_language"] = "en"
        ask: Callable[..., Any] = client.request

        def request(**asked: Any) -> Any:
            response = ask(**asked)
            self.look(f"{asked.get('REQUEST_METHOD')} {asked.get('PATH_INFO')}", response)
            return response

        client.request = request  # type: ignore[method-assign]
        return client

    def look(self, place: str, response: HttpResponseBase) -> None:
        """Remember what is Chinese in an answer."""
        kind = response.get("Content-Type", "")
        if response.streaming or "attachment" in response.get("Content-Disposition", ""):
            return
        content = response.content.decode()  # type: ignore[attr-defined]
        found: list[str] = []
        if kind.startswith("text/html") and content:
            found = list(texts(content))
        elif kind.startswith("application/json") and not place.startswith("GET /open/"):
            found = list(messages_of(json.loads(content)))
        chinese = {text.strip() for text in found if CHINESE.search(QUOTED.sub("", text))}
        if chinese:
            self.left.setdefault(re.sub(r"\d+", "N", place), set()).update(chinese)

    def leaks(self) -> dict[str, set[str]]:
        """What is Chinese and neither a name nor what somebody typed."""
        data = {text for text in stored() if CHINESE.search(text) and text not in INTERFACE}
        for classification in (functional(2026), economic(2026)):
            data |= {classification.name(code) or "" for code in classification} - INTERFACE
        longest = sorted(data - {""}, key=len, reverse=True)
        known = re.compile("|".join(re.escape(text) for text in longest))
        found: dict[str, set[str]] = {}
        for place, every in self.left.items():
            rest = {text for text in every if CHINESE.search(QUOTED.sub("", known.sub("", text)))}
            if rest:
                found[place] = rest
        return found


def stored() -> Iterator[str]:
    """Every text in the database."""
    for config in apps.get_app_configs():
        if not config.name.startswith("gouji."):
            continue
        for model in config.get_models():
            names = [one.name for one in model._meta.fields if isinstance(one, models.CharField | models.TextField)]
            names += [one.name for one in model._meta.fields if isinstance(one, models.JSONField)]
            for row in model._default_manager.values_list(*names) if names else ():
                for value in row:
                    yield from _leaves(value)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from _leaves(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _leaves(one)


def english_kept() -> set[str]:
    """Sentences of the interface in English that got into the database."""
    said = []
    for text in ENGLISH:
        parts = [part for part in re.split(r"%\(\w+\)[sd]|%[sd]|\{\w+\}", text) if part]
        if max((len(part) for part in parts), default=0) >= 5:
            said.append(".*".join(re.escape(part) for part in parts))
    sentence = re.compile("|".join(f"(?:{one})" for one in said), re.DOTALL)
    return {text for text in stored() if re.search("[A-Z ].*[A-Za-z]{4}", text) and sentence.fullmatch(text)}
