"""Up to six series side by side: each has its own medicine, region, sex and age; all have one measure."""
