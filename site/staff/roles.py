"""The five roles, as data. The migration makes them; every `migrate` completes them.

`ensure_roles` may run any number of times. It adds what is missing, leaves what a clinic added to a role
itself, and holds exactly one thing: which roles give rights over requests.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_lazy as _

from staff import access, permissions

EDITOR = "Editor"
REVIEWER = "Clinical reviewer"
FRONT_DESK = "Front desk"
MANAGER = "Manager"
ADMINISTRATOR = "Administrator"

WORKFLOW = "Clinical review"
CONTENT_SNIPPETS = (
    "clinic.person",
    "clinic.location",
    "clinic.reference",
    "clinic.faqentry",
    "clinic.notice",
    "clinic.menu",
    "content.piece",
    "blog.blogcategory",
    "home.searchword",
)
REVIEWED_SNIPPETS = (
    "clinic.person",
    "clinic.location",
    "clinic.notice",
    "blog.blogcategory",
    "clinic.clinicsettings",
)
SITE_SETTINGS = ("clinic.clinicsettings", "wagtailseo.seosettings")
REDIRECTS = ("wagtailredirects.redirect",)
# Accounts are deactivated, never deleted: the audit names them.
ACCOUNTS = ("auth.user",)
# Who writes the site also brings the old one along; everything arrives as a draft.
IMPORTS = ("moving_in.importrun",)
TECHNICAL = (
    "auth.group",
    "wagtailcore.site",
    "wagtailcore.locale",
    "wagtailcore.collection",
    "wagtailcore.workflow",
    "wagtailcore.task",
    "wagtailcore.groupapprovaltask",
    # Which account is which clinician.
    "review.reviewer",
)
IN_THE_ADMIN = "wagtailadmin.access_admin"
# The review app's: whose publishing counts as clinical review, and who may overrule its check of words.
APPROVE_TEXT, CHECKED_WORDS = permissions.APPROVE_TEXT, "review.publish_checked_words"
WRITE_PAGES = ("add", "change", "publish", "lock", "unlock")


def expand_actions(models: Iterable[str], *actions: str) -> frozenset[str]:
    """Return the permissions of `actions` on `models`, as 'app.action_model'."""
    return frozenset(
        f"{label.split('.')[0]}.{action}_{label.split('.')[1]}"
        for label in models
        for action in actions
    )


ALL = ("add", "change", "delete")


@dataclass(frozen=True)
class Role:
    """One role: what it may do with requests, with pages, with files and with everything else."""

    name: str
    purpose: object
    requests: frozenset[str] = frozenset()
    pages: tuple[str, ...] = ()
    files: bool = False
    models: frozenset[str] = frozenset()


ROLES = (
    Role(
        EDITOR,
        _("Writes and publishes everything visitors read. Never sees a request."),
        pages=WRITE_PAGES,
        files=True,
        models=expand_actions(CONTENT_SNIPPETS, *ALL, "publish", "lock", "unlock")
        | expand_actions(SITE_SETTINGS, "change")
        | expand_actions(REDIRECTS, *ALL)
        | expand_actions(IMPORTS, *ALL),
    ),
    Role(
        REVIEWER,
        _("Checks and approves health content, and mends it. Never sees a request."),
        # Approving publishes, and Wagtail asks the approver for that right.
        pages=("change", "publish", "lock", "unlock"),
        # What is said about health in a notice, a profile or a setting is theirs to write.
        models=expand_actions(REVIEWED_SNIPPETS, "change")
        | expand_actions(("clinic.reference",), "add", "change")
        | expand_actions(("clinic.faqentry", "content.piece"), "change", "publish")
        | expand_actions(("review.wordrule",), *ALL)
        | expand_actions(("review.falsealarm",), "change", "delete")
        | {APPROVE_TEXT, CHECKED_WORDS},
    ),
    Role(
        FRONT_DESK,
        _("Reads and works requests. Takes nothing out, changes no content."),
        requests=frozenset({access.READ, access.WORK}),
    ),
    Role(
        MANAGER,
        _("Works requests, exports and deletes them, reads reports and the audit log."),
        requests=frozenset(
            {
                access.READ,
                access.WORK,
                access.EXPORT,
                access.PURGE,
                access.REPORTS,
                access.AUDIT,
            }
        ),
        models=expand_actions(REDIRECTS, *ALL),
    ),
    Role(
        ADMINISTRATOR,
        _("Accounts, roles, sites, settings, content. Sees requests only by breaking the glass."),
        requests=frozenset({access.BREAK_GLASS, access.AUDIT}),
        pages=(*WRITE_PAGES, "bulk_delete"),
        files=True,
        models=expand_actions(CONTENT_SNIPPETS, *ALL, "publish", "lock", "unlock")
        | expand_actions(SITE_SETTINGS, "change")
        | expand_actions(REDIRECTS, *ALL)
        | expand_actions(ACCOUNTS, "add", "change")
        | expand_actions(IMPORTS, *ALL)
        | expand_actions(TECHNICAL, *ALL),
    ),
)
# The roles' settings of the forms app: who is told, how long things are kept.
FORM_SETTINGS_APP = "clinic_forms"
# What Wagtail makes by itself, and nobody here uses.
WAGTAILS_OWN_GROUPS = ("Moderators", "Editors")
WAGTAILS_OWN_WORKFLOW = "Moderators approval"


def ensure_roles() -> None:
    """Make every role, with all the permissions that exist by now.

    Does nothing on a database without Wagtail's root page (one that a test has just flushed).
    """
    from wagtail.models import Page

    root = Page.objects.filter(depth=1).first()
    if root is None:
        return
    for role in ROLES:
        group, _made = Group.objects.get_or_create(name=role.name)
        _give_permissions(group, role)
        _give_pages(group, role, root)
        _give_files(group, role)
    remove_wagtails_own()
    ensure_workflow(root)


def _give_permissions(group: Group, role: Role) -> None:
    wanted = _find_permissions(role.models | {IN_THE_ADMIN})
    if role.name in (MANAGER, ADMINISTRATOR):
        wanted += _form_settings()
    # Who reviews is a matter of licence: no other role keeps these rights, whoever gave them.
    clinical = {APPROVE_TEXT, CHECKED_WORDS} - role.models
    group.permissions.remove(*_find_permissions(clinical | expand_actions(ACCOUNTS, "delete")))
    about_requests = Permission.objects.filter(content_type__app_label="staff")
    group.permissions.remove(*about_requests.exclude(codename__in=role.requests))
    group.permissions.add(*wanted, *about_requests.filter(codename__in=role.requests))


def _find_permissions(names: Iterable[str]) -> list[Permission]:
    """Return the permissions of these names that exist in this database."""
    by_app: dict[str, set[str]] = {}
    for name in names:
        app, codename = name.split(".")
        by_app.setdefault(app, set()).add(codename)
    found: list[Permission] = []
    for app, codenames in by_app.items():
        found += Permission.objects.filter(content_type__app_label=app, codename__in=codenames)
    return found


def _form_settings() -> list[Permission]:
    """Return the right to change the forms app's settings, whatever they are called."""
    from wagtail.contrib.settings.registry import registry

    return _find_permissions(
        f"{model._meta.app_label}.change_{model._meta.model_name}"
        for model in registry
        if model._meta.app_label == FORM_SETTINGS_APP
    )


def _give_pages(group: Group, role: Role, root) -> None:
    from wagtail.models import GroupPagePermission

    for action in role.pages:
        permission = Permission.objects.filter(
            content_type__app_label="wagtailcore",
            content_type__model="page",
            codename=f"{action}_page",
        ).first()
        if permission is not None:
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _give_files(group: Group, role: Role) -> None:
    from wagtail.models import Collection, GroupCollectionPermission

    root = Collection.objects.filter(depth=1).first()
    if root is None:
        return
    actions = ("add", "change", "choose") if role.files else ("choose",) if role.pages else ()
    for permission in _find_permissions(
        f"{app}.{action}_{model}"
        for action in actions
        for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    ):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )


def remove_wagtails_own() -> None:
    """Take away Wagtail's starting groups and workflow where nobody uses them."""
    from wagtail.models import GroupApprovalTask, Workflow

    Workflow.objects.filter(name=WAGTAILS_OWN_WORKFLOW, workflow_states__isnull=True).delete()
    GroupApprovalTask.objects.filter(
        name=WAGTAILS_OWN_WORKFLOW, workflow_tasks__isnull=True, task_states__isnull=True
    ).delete()
    Group.objects.filter(name__in=WAGTAILS_OWN_GROUPS, user__isnull=True).delete()


def ensure_workflow(root) -> None:
    """Make the workflow 'Clinical review' on the whole site, once: one approval by the reviewers.

    A clinic that switched it off or took it from the tree keeps its choice.
    """
    from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

    existing = Workflow.objects.filter(name=WORKFLOW).first()
    if existing is not None:
        _review_pieces(existing)
        return
    workflow = Workflow.objects.create(name=WORKFLOW, active=True)
    task = GroupApprovalTask.objects.create(name="Approval by a clinical reviewer", active=True)
    task.groups.set(Group.objects.filter(name=REVIEWER))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
    _review_questions(workflow)


def _review_questions(workflow) -> None:
    """Send questions with their answers the same way: they are health content that is on many pages."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import WorkflowContentType

    kind = ContentType.objects.get_by_natural_key("clinic", "faqentry")
    WorkflowContentType.objects.get_or_create(content_type=kind, defaults={"workflow": workflow})
    _review_pieces(workflow)


def _review_pieces(workflow) -> None:
    """Send own pieces the way that questions go; a clinic that took questions out of the workflow keeps its choice."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import WorkflowContentType

    ways = WorkflowContentType.objects.filter(workflow=workflow)
    if ways.filter(content_type__app_label="clinic", content_type__model="faqentry").exists():
        kind = ContentType.objects.get_by_natural_key("content", "piece")
        WorkflowContentType.objects.get_or_create(
            content_type=kind, defaults={"workflow": workflow}
        )


def complete_roles(sender, **kwargs) -> None:
    """After the last app's `post_migrate`: complete the roles with what has just arrived.

    Django makes permissions app by app, so only then all of them exist.
    """
    from django.apps import apps

    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if sender.label == last.label and kwargs.get("using", "default") == "default":
        ensure_roles()
