"""The admin's search: words inside everything that staff work on, and in the screens and the guide themselves."""
