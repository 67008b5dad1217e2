"""Tables → what the templates write. No template does arithmetic or chooses words."""
