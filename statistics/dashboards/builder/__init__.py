"""A table of one's own: any cut of the published figures, with rows and columns as one likes, and an address."""
