"""Run by test_single_sign_on.py in a process of its own, with a provider in its environment.

Signs people in at the provider that the environment names and prints what came of it as JSON.
"""

import json
import sys
from urllib.parse import parse_qs, urlsplit

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

settings.SECOND_FACTOR = "required"
call_command("migrate", verbosity=0)

from tests.staff.people import code_for, make_user, with_app  # noqa: E402


def sign_in(code, client=None):
    """Go to the provider and come back with `code`; return the client and the last answer."""
    client = client or Client()
    start = client.get("/accounts/oidc/sso/login/")
    asked = parse_qs(urlsplit(start["Location"]).query)
    back = client.get(
        "/accounts/oidc/sso/login/callback/", {"code": code, "state": asked["state"][0]}
    )
    return client, back, asked


def change_after_a_while(user):
    """Ask for what takes a proof, six minutes after the sign-in and again after another one; return both answers."""
    user.set_unusable_password()
    user.save()
    client, _back, _asked = sign_in("sam:true")
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 360
    session.save()
    address = reverse("mfa_activate_totp")
    refused = client.get(address)
    offered = "/accounts/oidc/sso/login/?next=%2Faccounts%2F2fa" in refused.content.decode()
    sign_in("sam:true", client)
    return [refused.status_code, offered, client.get(address).status_code]


def main():
    desk = make_user("desk", "Front desk")
    with_app(make_user("boss", "Manager"))
    gone = make_user("gone", "Editor")
    gone.is_active = False
    gone.save()
    editor = make_user("editor", "Editor")
    found = {
        "door": "Sign in with Example Health"
        in Client().get(reverse("account_login")).content.decode()
    }

    client, back, asked = sign_in("editor:true")
    found["pkce"] = "code_challenge" in asked
    found["editor"] = client.get("/admin/").status_code
    found["editor again"] = sign_in("editor:true")[0].get("/admin/").status_code

    for who in ("stranger:true", "gone:true", "editor2:true"):
        client, back, _asked = sign_in(who)
        found[who] = [back.status_code, client.get("/admin/").status_code]
    client, back, _asked = sign_in("desk:false")  # the provider did not verify the address
    found["unverified"] = [back.status_code, client.get("/admin/").status_code]

    found["with an ID token"] = sign_in("editor:true:nothing")[0].get("/admin/").status_code
    for wrong in ("issuer", "audience", "age", "form"):
        client, back, _asked = sign_in(f"editor:true:{wrong}")
        found[f"wrong {wrong}"] = [back.status_code, client.get("/admin/").status_code]

    client, back, _asked = sign_in("boss:true")
    found["boss before the code"] = [back["Location"], client.get("/admin/").status_code]
    client, back, _asked = sign_in("boss:true")
    client.post("/accounts/2fa/authenticate/", {"code": code_for()})
    found["boss after the code"] = client.get("/admin/").status_code

    client, back, _asked = sign_in("desk:true")
    found["desk without a factor"] = client.get("/admin/")["Location"]

    # An e-mail that changes at the provider moves nobody to another account.
    editor.email = "other@example.com"
    editor.save()
    client, back, _asked = sign_in("editor:true")
    found["same person, other address"] = client.get("/admin/").status_code
    found["connections"] = client.get("/accounts/3rdparty/")["Location"]
    found["sign-up"] = client.get("/accounts/3rdparty/signup/")["Location"]
    found["groups"] = list(Group.objects.filter(user=desk).values_list("name", flat=True))
    found["without password or factor"] = change_after_a_while(make_user("sam", "Editor"))
    json.dump(found, sys.stdout)


main()
