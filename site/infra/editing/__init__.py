"""What every screen of the admin that edits something shares: fields, forms, sentences, panels."""
