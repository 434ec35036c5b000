"""A browser's side of the wire: cookies and headers, for visitors at a site in processes of its own."""

from __future__ import annotations

import http.client
from http.cookies import SimpleCookie
from urllib.parse import urlencode


class RemoteAnswer:
    """What a server answered, as Django's test client would show it."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status_code = response.status
        self.content = response.read()
        self.headers = response.headers
        self.cookies = SimpleCookie()
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies.load(line)

    def __getitem__(self, name: str) -> str:
        return self.headers[name] or ""


class RemoteClient:
    """One browser with its cookies; several visitors may share it. Speaks to 127.0.0.1:`port`."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def get(self, url: str) -> RemoteAnswer:
        """GET a page."""
        return self._talk("GET", url, None)

    def post(self, url: str, data: dict, headers: dict[str, str] | None = None) -> RemoteAnswer:
        """POST a form of this site."""
        return self._talk("POST", url, urlencode(data, doseq=True), headers)

    def _talk(
        self, method: str, url: str, body: str | None, headers: dict[str, str] | None = None
    ) -> RemoteAnswer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=40)
        sent = {"Host": "localhost", "Sec-Fetch-Site": "same-origin", "Origin": "null"}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, url, body, {**sent, **(headers or {})})
            answer = RemoteAnswer(connection.getresponse())
        finally:
            connection.close()
        for name, morsel in answer.cookies.items():
            if morsel["max-age"] == "0" or not morsel.value:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value
        return answer
