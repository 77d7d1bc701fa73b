"""A person with a keyboard and no mouse. Wherever they stand can be seen, or the test says so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_HERE = """() => {
  const here = document.activeElement;
  const style = getComputedStyle(here);
  const box = here.getBoundingClientRect();
  const labels = [...(here.labels || [])].map((label) => label.textContent);
  const name = here.getAttribute("aria-label") || labels.join(" ") || here.textContent || "";
  return {
    name: name.replace(/\\s+/g, " ").trim(),
    isSeen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.width > 0
      && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
    what: here.outerHTML.slice(0, 120),
  };
}"""
_FAR = 150
"""More presses of Tab than any page of the play needs."""


class Keys:
    """Somebody at a browser window of their own."""

    def __init__(self, browser: Browser, base: str) -> None:
        context = browser.new_context(base_url=base, locale="zh-CN", permissions=["clipboard-read", "clipboard-write"])
        self.page = context.new_page()
        self.page.set_default_timeout(20_000)

    def come(self, username: str, password: str) -> None:
        """Log in; the field is ready."""
        self.page.goto("/login/")
        self.page.wait_for_function("document.activeElement.name === 'username'")
        self.type(username)
        self.press("Tab")
        self.type(password)
        self.follow()

    def type(self, text: str) -> None:
        """Type where one stands."""
        self.page.keyboard.type(text)

    def type_date(self, day: date) -> None:
        """Type into the parts of a field for a date, in the order in which this browser shows them."""
        for parts in ((f"{day:%Y}", f"{day:%m%d}"), (f"{day:%m%d%Y}",)):
            self.press("ArrowLeft", "ArrowLeft")
            for number, part in enumerate(parts):
                if number:
                    self.press("ArrowRight")
                self.type(part)
            if self.page.evaluate("document.activeElement.value") == day.isoformat():
                return
        raise AssertionError("the date cannot be typed")

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def here(self) -> str:
        """What one stands at, by the name that a screen reader says."""
        return str(self.page.evaluate(_HERE)["name"])

    def to(self, name: str, key: str = "Tab") -> None:
        """Go on to what has this name, or begins with it."""
        passed = []
        for _press in range(_FAR):
            self.press(key)
            here = self.page.evaluate(_HERE)
            if "<body" not in here["what"]:
                assert here["isSeen"], f"one cannot see where one stands: {here['what']}"
            if here["name"].startswith(name):
                return
            passed.append(here["name"][:20])
        raise AssertionError(f"{name} is not reached: {passed}")

    def follow(self, key: str = "Enter") -> str:
        """Press what one stands at; what the next page says."""
        with self.page.expect_navigation():
            self.press(key)
        return self.page.inner_text("body")

    def do(self, name: str, key: str = "Tab") -> str:
        """Go to a button or link and press it; what the next page says."""
        self.to(name, key)
        return self.follow()

    def paste(self, text: str) -> None:
        """Paste what was copied elsewhere."""
        self.page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
        self.press("Control+v")
