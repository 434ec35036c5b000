"""The inbox: requests in the admin, made for a front desk on a busy day.

Every screen asks `staff.access`, never Django's `has_perm`, and every reading leaves an entry in the
audit. What changes a request goes through `forms.requests.workflow` alone.
"""
