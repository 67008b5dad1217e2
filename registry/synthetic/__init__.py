"""The synthetic national registry: invented people and their medicines, written as the source systems' own files.

`world` and `year` make arrays of people, products, pharmacies, prescribers and dispensings; `write` turns arrays into
files; `run` joins them.
"""

from registry.synthetic.run import Manifest, synthesize

__all__ = ["Manifest", "synthesize"]
