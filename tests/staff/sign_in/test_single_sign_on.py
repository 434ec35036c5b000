"""Single sign-on: off by default; where it is on, it stands for the password alone."""

import json
import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import jwt
import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests import database


class Provider(BaseHTTPRequestHandler):
    """An OpenID provider: the code 'name:verified' is a person with that name; 'name:verified:wrong' has an ID token, too.

    `wrong` is what does not fit in it ('issuer', 'audience', 'age', 'form'), or 'nothing'.
    """

    def log_message(self, *arguments):
        """Say nothing."""

    def answer(self, data):
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        base = f"http://127.0.0.1:{self.server.server_port}"
        if self.path.startswith("/.well-known/"):
            return self.answer(
                {
                    "issuer": base,
                    "authorization_endpoint": f"{base}/authorize",
                    "token_endpoint": f"{base}/token",
                    "userinfo_endpoint": f"{base}/userinfo",
                    "jwks_uri": f"{base}/jwks",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        name, verified = self.headers["Authorization"].removeprefix("Bearer ").split(":")
        return self.answer(
            {
                "sub": f"id-{name}",
                "email": f"{name}@example.com",
                "email_verified": verified == "true",
                "name": name,
            }
        )

    def do_POST(self):
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert "code_verifier" in sent
        name, verified, *wrong = sent["code"][0].split(":")
        answer = {"access_token": f"{name}:{verified}", "token_type": "Bearer"}
        if wrong:
            answer["id_token"] = self.make_id_token(name, wrong[0])
        return self.answer(answer)

    def make_id_token(self, name, wrong):
        now = int(time.time())
        facts = {
            "iss": f"http://127.0.0.1:{self.server.server_port}",
            "aud": "clinic",
            "sub": f"id-{name}",
            "iat": now - 7200,
            "exp": now - 3600 if wrong == "age" else now + 600,
        }
        facts |= {"issuer": {"iss": "https://evil.example"}, "audience": {"aud": "shop"}}.get(
            wrong, {}
        )
        token = jwt.encode(facts, "the provider's key, which nobody asks for", algorithm="HS256")
        return token[: len(token) // 2].replace(".", "") if wrong == "form" else token


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What came of signing people in, in a process with a provider in its environment."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    path = tmp_path_factory.mktemp("sso") / "site.sqlite3"
    path.write_bytes(database.template().read_bytes())
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "TEST_DATABASE_URL": f"sqlite:///{path}",
        "PYTHONPATH": os.pathsep.join(
            [str(database.ROOT), str(database.ROOT / "site"), os.environ.get("PYTHONPATH", "")]
        ),
        "OIDC_SERVER": f"http://127.0.0.1:{server.server_port}",
        "OIDC_CLIENT_ID": "clinic",
        "OIDC_CLIENT_SECRET": "secret",
        "OIDC_NAME": "Example Health",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.staff.sign_in.single_sign_on_visit"],
        cwd=database.ROOT, env=env, capture_output=True, text=True,
    )  # fmt: skip
    server.shutdown()
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_it_is_off_by_default(db):
    assert not settings.OIDC_SERVER
    assert b"Sign in with" not in Client().get(reverse("account_login")).content
    with pytest.raises(NoReverseMatch):
        reverse("openid_connect_login", kwargs={"provider_id": "sso"})


def test_a_colleague_signs_in_and_the_door_offers_it(found):
    assert found["door"]
    assert found["pkce"]
    assert (found["editor"], found["editor again"]) == (200, 200)


@pytest.mark.parametrize("who", ["stranger:true", "gone:true", "editor2:true", "unverified"])
def test_whoever_has_no_account_or_no_verified_address_stays_outside(found, who):
    assert found[who] == [403, 302]


def test_the_second_factor_is_asked_for_all_the_same(found):
    assert found["boss before the code"] == ["/accounts/2fa/authenticate/", 302]
    assert found["boss after the code"] == 200
    assert found["desk without a factor"] == "/accounts/2fa/"


def test_the_persons_number_at_the_provider_counts_not_the_address(found):
    assert found["same person, other address"] == 200


@pytest.mark.parametrize("wrong", ["issuer", "audience", "age", "form"])
def test_an_id_token_that_does_not_fit_opens_nothing(found, wrong):
    assert found["with an ID token"] == 200
    status, admin = found[f"wrong {wrong}"]
    assert status < 500
    assert admin == 302


def test_nobody_links_or_signs_up_by_hand_and_no_role_comes_along(found):
    assert found["connections"] == found["sign-up"] == "/admin/account/"
    assert found["groups"] == ["Front desk"]


def test_whoever_has_nothing_else_to_show_signs_in_again_before_a_change(found):
    assert found["without password or factor"] == [403, True, 200]
