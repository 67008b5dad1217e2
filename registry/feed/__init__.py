"""Dispensings straight from a pharmacy's system: a FHIR bundle posted over HTTPS, answered resource by resource."""
