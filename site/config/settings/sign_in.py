"""Signing in: passwords, second factors, sessions, cookies."""

from infra.addresses.staff_paths import ADMIN, LOGIN

from .environment import env

AUTHENTICATION_BACKENDS = ["staff.sign_in.backend.StaffBackend"]
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "staff.sign_in.backend.LinkGenerator"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "staff.sign_in.passwords.PatternValidator"},
    {"NAME": "staff.sign_in.passwords.OwnWordsValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = LOGIN
LOGIN_REDIRECT_URL = ADMIN
WAGTAILADMIN_LOGIN_URL = LOGIN
WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = "pages/password.html"
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN  # private pages and documents
ACCOUNT_ADAPTER = "staff.sign_in.accounts.StaffAccountAdapter"
ACCOUNT_FORMS = {
    "login": "staff.sign_in.login.LoginForm",
    "change_password": "staff.sign_in.login.ChangePasswordForm",
    "reset_password": "staff.sign_in.login.ResetForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to somebody who has no account here
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a mail when a password or second factor changes
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False  # the session ends with the browser
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN
# Wrong passwords and codes are counted in the database (`staff/sign_in/attempts.py`), not by allauth in the cache.
# Its limits by account shut out the owner while a stranger, or a stolen session, goes on trying.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": None,
    "reauthenticate": None,
    "change_password": None,
    "reset_password": None,
}
MFA_ADAPTER = "staff.sign_in.accounts.StaffMFAAdapter"
MFA_FORMS = {
    "authenticate": "staff.sign_in.login.CodeForm",
    "authenticate_webauthn": "staff.sign_in.login.KeyForm",
    "reauthenticate": "staff.sign_in.login.CodeAgainForm",
    "reauthenticate_webauthn": "staff.sign_in.login.KeyAgainForm",
}
# A browser that is trusted instead of the second factor would be a way round it.
MFA_TRUST_ENABLED = False
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
# 'required': whoever may read requests needs a second factor. 'optional': offered, not asked for.
SECOND_FACTOR = env.str("SECOND_FACTOR", default="required")
# Automatic log-off (45 CFR 164.312(a)(2)(iii)), in minutes without a click.
STAFF_IDLE_MINUTES = env.int("STAFF_IDLE_MINUTES", default=30)
# How long an administrator's emergency access to requests lasts.
BREAK_GLASS_MINUTES = env.int("BREAK_GLASS_MINUTES", default=60)
# Passwords are changed and reset at one place: by our forms in allauth's views, with our limits.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False  # nobody sets somebody else's: a link goes to its owner
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # of that link, and of an invitation
WAGTAIL_PASSWORD_RESET_ENABLED = False
# Under hashes, with an end counted from the sign-in (staff/sign_in/sessions.py).
SESSION_ENGINE = "staff.sign_in.sessions"
SESSION_COOKIE_AGE = env.int("STAFF_SESSION_HOURS", default=12) * 3600
DEVICE_COOKIE_NAME = "clinic_device"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # gone with the window: a form page leaves no trace in the browser
CSRF_FAILURE_VIEW = "forms.pages.recovery.failures.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editor's preview is a frame of the same origin
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

# Single sign-on by OpenID Connect: off while no provider is named (docs/security.md, 'Single sign-on').
OIDC_SERVER = env.str("OIDC_SERVER", default="")
SOCIALACCOUNT_ADAPTER = "staff.sign_in.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # who belongs to which account, our adapter says
SOCIALACCOUNT_STORE_TOKENS = False
# A link leads there: the door's policy sends forms nowhere else. State and PKCE hold the way back.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
OIDC_NAME = env.str("OIDC_NAME", default="single sign-on")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": OIDC_NAME,
                "client_id": env.str("OIDC_CLIENT_ID", default=""),
                "secret": env.str("OIDC_CLIENT_SECRET", default=""),
                "settings": {"server_url": OIDC_SERVER, "oauth_pkce_enabled": True},
            }
        ],
    }
}
