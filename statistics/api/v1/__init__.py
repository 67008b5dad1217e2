"""Our own API: plain GET for everything, stable names, codes and names together, nothing ever ignored."""
