"""What was asked for of the figures, once every name and value is known."""

from dataclasses import dataclass

from statistics import queries
from statistics.api.spoken import LANGUAGES
from statistics.api.tables import PublishedTable, spoken_units
from statistics.formats import csv, dataset
from statistics.table import ReleaseInfo


@dataclass(frozen=True)
class Asked:
    table: PublishedTable
    selection: queries.Selection
    release: ReleaseInfo
    dialect: csv.Dialect
    url: str
    language: str

    @property
    def title(self) -> str:
        return self.table.title[LANGUAGES[self.language]]

    @property
    def about(self) -> str:
        return self.table.description[LANGUAGES[self.language]]

    def dataset(self) -> dataset.Dataset:
        stream = queries.stream(self.selection)
        return dataset.of_stream(
            stream, self.table.slug, self.title, spoken_units(), (self.about,), LANGUAGES[self.language]
        )
