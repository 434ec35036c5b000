"""What rooms above may want to hear from the staff room, which knows none of them."""

from django.dispatch import Signal

# Somebody broke the glass. Sent with `access` (an EmergencyAccess), inside the transaction that stores it: who
# listens may store something, and must not talk to a network.
emergency_opened = Signal()
