"""Whole files of a release: a file for each year and one of the whole series, as Parquet and as zipped CSV."""
