"""Groups of medicines by name: their members side by side, never added up."""
