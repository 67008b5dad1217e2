"""How others find the figures: a catalogue for data.norge.no, a feed of releases, a map of the site, markup."""
