"""The source systems' file formats (docs/sources.md), written from the model's arrays."""
