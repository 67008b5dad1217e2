"""PxWebApi 2, as the statistics offices of Norway and Sweden have it: their clients run here unchanged.

Source: github.com/PxTools/PxApiSpecs, PxAPI-2.yml. The specification is English, and so are errors and code names.
"""
