"""How the site looks where the clinic chose so: colours, the face of headings, icons."""
