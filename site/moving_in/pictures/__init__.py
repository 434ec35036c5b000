"""Files of the old library: from a folder, a zip or the old host into our own."""
