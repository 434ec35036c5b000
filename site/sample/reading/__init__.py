"""Reads the sample texts from `texts/`: `site.py` is the way in, `README.md` of the sample the manual."""
