"""What the worker does for the search."""

from __future__ import annotations

from infra.jobs import register_job

from .finding.unanswered import forget_old


@register_job("forget-searches", every=86_400, label="Old searches without an answer")
def forget_searches() -> str:
    """Forget what nobody has looked for in a long time."""
    count = forget_old()
    return f"{count} forgotten" if count else ""
