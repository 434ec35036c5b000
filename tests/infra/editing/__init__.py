"""The screens of the admin that every room shares."""
