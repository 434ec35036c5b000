"""A visitor of the documented machine: keeps cookies, follows redirects, sends forms as they were sent to it."""

from __future__ import annotations

import base64
import hmac
import struct
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from bs4 import BeautifulSoup, Tag

from tools.production_stack import HOST, Answer, ProductionStack

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def totp(secret: str = SECRET) -> str:
    """Return the six digits that an authenticator app shows now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


class Browser:
    """What a browser does of what matters here."""

    def __init__(self, stack: ProductionStack) -> None:
        self.stack = stack
        self.cookies: dict[str, str] = {}
        self.answer: Answer | None = None
        self.path = "/"

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> Answer:
        """Ask once, without following."""
        sent = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin", **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
            sent |= {"Origin": f"https://{HOST}", "Referer": f"https://{HOST}{self.path}"}
        answer = self.stack.ask(path, method, body, sent)
        for line in answer.all("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    assert morsel["secure"], f"{name} would travel without TLS"
                    self.cookies[name] = morsel.value
        self.answer, self.path = answer, path
        return answer

    def open(self, path: str) -> BeautifulSoup:
        """Open an address, following redirects on this site; return the page."""
        answer = self.ask(path)
        return self._follow(answer)

    def _follow(self, answer: Answer) -> BeautifulSoup:
        for _hop in range(6):
            if answer.status not in (301, 302, 303):
                break
            to = urlsplit(answer["location"])
            assert to.netloc in ("", HOST), answer["location"]
            answer = self.ask(to.path + (f"?{to.query}" if to.query else ""))
        return BeautifulSoup(answer.body, "html.parser")

    def send(self, form: Tag, changes: dict[str, str], button: Tag | None = None) -> BeautifulSoup:
        """Send a form with what stands in it and some fields changed; return the page after it."""
        values = read_fields(form) | changes
        if button is not None and button.get("name"):
            values[button["name"]] = button.get("value", "")
        to = urlsplit(form.get("action") or self.path)
        body = urlencode(values, doseq=True).encode()
        target = (to.path or self.path) + (f"?{to.query}" if to.query else "")
        return self._follow(self.ask(target, "POST", body))

    def sign_in(self, name: str, password: str) -> None:
        """Sign in with password and second factor."""
        page = self.open("/accounts/login/")
        form = page.find("input", attrs={"name": "login"}).find_parent("form")
        page = self.send(form, {"login": name, "password": password})
        field = page.find("input", attrs={"name": "code"})
        assert field is not None, (self.answer.status, page.get_text(" ", strip=True)[:300])
        self.send(field.find_parent("form"), {"code": totp()})


def read_fields(form: Tag) -> dict[str, list[str] | str]:
    """Return what a browser would send of a form that nobody touched."""
    values: dict[str, list[str]] = {}
    for tag in form.find_all(["input", "textarea", "select"]):
        name, kind = tag.get("name"), tag.get("type", "")
        if not name or tag.has_attr("disabled") or kind in ("submit", "button", "file", "image"):
            continue
        if kind in ("checkbox", "radio") and not tag.has_attr("checked"):
            continue
        if tag.name == "select":
            chosen = [o["value"] for o in tag.find_all("option") if o.has_attr("selected")]
            first = tag.find("option")
            if not chosen and first is not None and not tag.has_attr("multiple"):
                chosen = [first.get("value", "")]
            values.setdefault(name, []).extend(chosen)
        elif tag.name == "textarea":
            values.setdefault(name, []).append(tag.get_text())
        else:
            values.setdefault(name, []).append(tag.get("value", "on" if kind == "checkbox" else ""))
    return values
