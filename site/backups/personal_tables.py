"""Which personal data lie in which table: the source of docs/data-inventory.md and of copies without them.

A field that is new in one of these tables, and a field elsewhere that looks personal, has to be entered here before
the tests pass (tests/backups/test_inventory.py); until then no copy for developers is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Developer = Literal["left out", "nameless", "kept"]


@dataclass(frozen=True)
class Held:
    """One table. `personal` and `plain` are names of fields; together they are all of them.

    `instead` says what is in a copy for developers: a value, or a format with the row's number ({pk}).
    """

    whose: str
    why: str
    until: str
    developer: Developer
    personal: str
    plain: str = ""
    instead: tuple[tuple[str, Any], ...] = ()


VISITORS, STAFF, TEAM = "visitors", "staff", "the team, as published"
AS_REQUEST = "as the request (docs/privacy.md)"
AS_ACCOUNT = "as the account; an account that left is deactivated"

INVENTORY: dict[str, Held] = {
    # --- Visitors ---------------------------------------------------------------------------------
    "clinic_forms.Submission": Held(
        VISITORS, "to call back whoever asked", "90 days (spam, unreachable), 24 months after closing", "left out",
        "form_data amendments phone_hash email_hash text_hash content_key token reference",
        "submit_time page key form_title schema source_path verdict reasons held_seen_at held_seen_by status "
        "closing_reason closed_at owner next_action next_due attempts first_attempt_at due_at wants_estimate "
        "estimate_due estimate_sent_at merged_into legal_hold delete_after",
    ),
    "clinic_forms.EarlierWord": Held(
        VISITORS, "to know a request again that was corrected", AS_REQUEST, "left out", "content_key", "submission",
    ),
    "clinic_forms.Consent": Held(
        VISITORS, "to prove what somebody agreed to", "six years", "left out",
        "phone_hash email_hash reference entered_by retracted_by",
        "submission kind given wording version given_at how withdrawn_at withdrawn_how retracted_at keep_until",
    ),
    "clinic_forms.Event": Held(
        "visitors and staff", "to know who tried what with a request", AS_REQUEST, "left out",
        "who detail before", "submission at kind outcome undone",
    ),
    "clinic_forms.OutboxMessage": Held(
        "visitors and staff", "to send notices and receipts", "30 days", "left out", "address mailbox_hash",
        "kind submission dedup_key state attempts created_at next_at leased_until lease sent_at last_error",
    ),
    "clinic_forms.Delivery": Held(
        STAFF, "to tell each address once", "30 days", "left out", "address",
        "message state attempts sent_at last_error",
    ),
    "wagtailforms.FormSubmission": Held(
        VISITORS, "Wagtail's own table; nothing of ours writes it", "is empty", "left out", "form_data",
        "page submit_time",
    ),
    "edge.NotFoundAddress": Held(
        VISITORS, "to lead old addresses on; words that may be a name are hidden until three visitors asked", "90 days", "left out",
        "path digest", "site asked last_day",
    ),
    "home.UnansweredSearch": Held(
        VISITORS, "to know what the site lacks; a word can be read after five visits on two days", "90 days", "left out",
        "words digest", "asked days last_day",
    ),
    # --- Staff: accounts and sign-in ---------------------------------------------------------------
    "auth.User": Held(
        STAFF, "to sign in, to know who did what", AS_ACCOUNT, "nameless",
        "username first_name last_name email password last_login",
        "is_superuser is_staff is_active date_joined groups user_permissions",
        (("username", "user-{pk}"), ("first_name", ""), ("last_name", ""), ("email", ""), ("password", "!"),
         ("last_login", None)),
    ),
    "wagtailusers.UserProfile": Held(
        STAFF, "how somebody likes the admin", AS_ACCOUNT, "left out", "user avatar",
        "submitted_notifications approved_notifications rejected_notifications updated_comments_notifications "
        "preferred_language current_time_zone dismissibles theme contrast density keyboard_shortcuts",
    ),
    "account.EmailAddress": Held(
        STAFF, "where password resets go", AS_ACCOUNT, "left out", "user email", "verified primary",
    ),
    "account.EmailConfirmation": Held(
        STAFF, "to confirm an address; not used", "is empty", "left out", "email_address key", "created sent",
    ),
    "mfa.Authenticator": Held(
        STAFF, "second factors", AS_ACCOUNT, "left out", "user data", "type created_at last_used_at",
    ),
    "sessions.Session": Held(
        STAFF, "who is signed in", "12 hours", "left out", "session_key session_data", "expire_date",
    ),
    "staff.SignInAttempt": Held(
        "whoever tries to sign in", "limits, as keyed hashes", "one hour", "left out", "key", "at",
    ),
    "staff.AccountMail": Held(
        STAFF, "mails about accounts that wait, encrypted", "two hours", "left out", "content",
        "created_at next_at attempts",
    ),
    "staff.EmergencyAccess": Held(
        STAFF, "who opened requests in an emergency, and why", "six years", "left out", "user reason",
        "started_at ends_at",
    ),
    "wagtailadmin.EditingSession": Held(
        STAFF, "who edits the same page just now", "an hour", "left out", "user",
        "content_type object_id last_seen_at is_editing",
    ),
    "wagtailadmin.FormState": Held(
        STAFF, "what an editor typed and has not saved", "days", "left out", "data user",
        "content_type object_id parent_object_id last_updated_at",
    ),
    # --- Staff: what they did and wrote ------------------------------------------------------------
    "wagtailcore.ModelLogEntry": Held(
        STAFF, "the audit log", "six years for requests", "left out", "user label data",
        "content_type action timestamp uuid revision content_changed deleted object_id",
    ),
    "wagtailcore.PageLogEntry": Held(
        STAFF, "who changed which page", "as the page", "left out", "user label data",
        "content_type action timestamp uuid revision content_changed deleted page",
    ),
    "admin.LogEntry": Held(
        STAFF, "Django's own admin, which is not reachable", "is empty", "left out",
        "user object_repr change_message", "action_time content_type object_id action_flag",
    ),
    "wagtailcore.Comment": Held(
        STAFF, "remarks of editors to each other", "as the page", "left out", "user text resolved_by",
        "page contentpath position created_at updated_at revision_created resolved_at",
    ),
    "wagtailcore.CommentReply": Held(
        STAFF, "answers to remarks", "as the page", "left out", "user text", "comment created_at updated_at",
    ),
    "wagtailcore.PageSubscription": Held(
        STAFF, "who is told of remarks", "as the page", "left out", "user", "page comment_notifications",
    ),
    "wagtailcore.Revision": Held(
        STAFF, "earlier states of pages; remarks and addresses for notices are in them", "as the page", "nameless",
        "user content",
        "content_type base_content_type object_id created_at object_str approved_go_live_at",
    ),
    "wagtailcore.TaskState": Held(
        STAFF, "what a reviewer wrote to the editor", "as the page", "nameless", "finished_by comment",
        "workflow_state revision task status started_at finished_at content_type", (("comment", ""),),
    ),
    "wagtailcore.WorkflowState": Held(
        STAFF, "who asked for a review", "as the page", "kept", "requested_by",
        "content_type base_content_type object_id workflow status created_at current_task_state",
    ),
    "wagtailcore.UploadedFile": Held(
        STAFF, "a picture whose upload is not finished", "a day", "left out", "file uploaded_by_user",
        "for_content_type",
    ),
    "wagtailcore.PageViewRestriction": Held(
        "nobody", "the password of a page that is not for everybody", "as the page", "nameless", "password",
        "restriction_type page groups", (("password", "developer"),),
    ),
    "wagtailcore.CollectionViewRestriction": Held(
        "nobody", "the password of documents that are not for everybody", "as the collection", "nameless",
        "password", "restriction_type collection groups", (("password", "developer"),),
    ),
    "clinic_forms.SavedView": Held(
        STAFF, "an own list of requests", "until its owner deletes it", "left out", "name owner",
        "shared view form of order",
    ),
    "clinic_forms.RequestSettings": Held(
        STAFF, "whom to tell of requests", "as set", "nameless", "notify",
        "site first_attempt_minutes estimate_days spam_days closed_months consent_years hourly_limit hourly_most",
        (("notify", ""),),
    ),
    "review.Reviewer": Held(
        STAFF, "which account may review as whom", AS_ACCOUNT, "kept", "user", "person",
    ),
    "review.Approval": Held(
        TEAM, "who reviewed a page, and when", "as the page", "kept",
        "account account_key person_name person_credentials person_licence",
        "page text_mark parts approved_at next_review person revision",
    ),
    "review.FalseAlarm": Held(
        TEAM, "who took a finding of the check for wrong, and who decided", "as the site", "kept", "account decided_by",
        "sentence mark words kind times said_at state reason",
    ),
    "review.Correction": Held(
        TEAM, "who made a small correction, why, and who looked at it", "as the page", "kept", "account seen_by",
        "page approval text_mark reason made_at before revision seen_at refused",
    ),
    "backups.BackupRun": Held(
        "nobody", "when backups were made", "as the site", "left out", "", "kind started_at ended_at ok file size note",
    ),
    "clinic_forms.KeyCheck": Held(
        "nobody", "whether the keys still fit", "as the site", "left out", "", "name value",
    ),
    "clinic_forms.FormerForm": Held(
        "nobody", "the questions of a form that was deleted while somebody filled it in", "a day, or until the next one",
        "left out", "", "number version deleted_at",
    ),
    "clinic_forms.OtherContact": Held(
        VISITORS, "to find a request by a second number or address, as keyed hashes", AS_REQUEST, "left out", "value",
        "submission",
    ),
    "staff.AuditEntry": Held(
        STAFF, "the audit, which nobody rewrites", "six years", "left out", "who who_id about data",
        "at action about_kind about_id number previous hash",
    ),
    "staff.AuditHead": Held(
        "nobody", "where the audit's chain ends", "as the audit", "left out", "", "number hash anchor_number anchor_hash",
    ),
    "staff.WaitingRole": Held(
        STAFF, "a role that waits for a manager's word", "until it is given or refused", "left out", "user given_by",
        "group given_at",
    ),
    "staff.Session": Held(
        STAFF, "who is signed in, and on which device", "12 hours", "left out", "session_key session_data user_id device",
        "expire_date begun_at seen_at",
    ),
    "desk.BinnedPage": Held(
        STAFF, "who put a page into the bin", "as the page", "kept", "deleted_by",
        "page parent address live redirects schedules deleted_at",
    ),
    "desk.BinnedThing": Held(
        STAFF, "who deleted a picture, a document or a snippet", "30 days", "left out", "deleted_by label rows content",
        "kind key links deleted_at",
    ),
    "moving_in.ImportRun": Held(
        STAFF, "who brought an old site in", "as the site", "left out", "started_by file_name",
        "digest source path media_path owns_file use_network dry_run state phase offset done total counts trouble "
        "stop_asked started_at finished_at",
    ),
    "moving_in.ImportedThing": Held(
        "nobody", "what came from the old site", "as the site", "left out", "",
        "run source key kind object_id made filled revision_id",
    ),
    "moving_in.ImportNote": Held(
        "nobody", "what somebody has to look at after moving in", "as the site", "left out", "text",
        "run kind title page_key page_id times",
    ),
    # --- Published ---------------------------------------------------------------------------------
    "clinic.Person": Held(
        TEAM, "who works here, as visitors read it", "until deleted", "kept",
        "name slug credentials role licence photo summary bio disclosures email_public",
        "latest_revision is_physician show_on_team order is_sample",
    ),
}  # fmt: skip

# Fields elsewhere that look personal, and why they are not, or what becomes of them.
ELSEWHERE: dict[str, str] = {
    "wagtailcore.Page.owner": "number of an account",
    "wagtailcore.Page.locked_by": "number of an account",
    "clinic.FaqEntry.locked_by": "number of an account",
    "content.Piece.locked_by": "number of an account",
    "media.ClinicImage.uploaded_by_user": "number of an account",
    "media.ClinicDocument.uploaded_by_user": "number of an account",
    "wagtailimages.Image.uploaded_by_user": "Wagtail's own table; is empty",
    "wagtaildocs.Document.uploaded_by_user": "Wagtail's own table; is empty",
    "clinic.Location.phone": "the clinic's own number, published",
    "clinic.ClinicSettings.phone": "the clinic's own number, published",
    "clinic.ClinicSettings.email": "the clinic's own address, published",
    "clinic.ClinicSettings.promise_email": "the clinic's own words, published",
    "wagtailseo.SeoSettings.struct_org_phone": "not used",
    "clinic_forms.FormPage.notify": "addresses of staff; emptied in copies",
}
# Emptied in a copy for developers, beside the tables of INVENTORY.
EMPTIED_FIELDS = {"clinic_forms.FormPage": {"notify": ""}}
# Tables of a newer Wagtail than the site's, entered before the upgrade (`make next`).
AHEAD: dict[str, Held] = {
    "wagtailcore.APIToken": Held(
        STAFF, "to let a program work in somebody's name (from Wagtail 8)", AS_ACCOUNT, "left out",
        "user name key_hash prefix", "created revoked_at last_used_at",
    ),
}  # fmt: skip
