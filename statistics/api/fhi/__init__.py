"""FHI's open statistics API, so that a program written for it runs here with only the base address changed.

Source: github.com/folkehelseinstituttet/Fhi.Statistikk.OpenAPI (user guide and samples, 2025-11-10). Its quirks
are kept: paths in any case, a category's index as a list, `status` as a text, signs among the values of JSON-stat.
"""
