"""What apps above may want to hear from the staff app, which knows none of them."""

from django.dispatch import Signal

# Somebody broke the glass. Sent with `access` (an EmergencyAccess), inside the transaction that stores it: who
# listens may store something, and must not talk to a network.
emergency_opened = Signal()

# Somebody leaves the clinic. Sent with `user`, `heir` (an account or None) and `by`, inside the transaction that ends
# the account: who listens hands over what the account still had to do and returns how many things that were.
colleague_left = Signal()
# How much an account still has to do: sent with `user`; who listens returns a number.
open_work_asked = Signal()
