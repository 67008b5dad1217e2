"""The register's tables, one subject a file."""

from registry.models.audit import Event, LogHead
from registry.models.codes import AtcCode, Code, County, Municipality, Population
from registry.models.deliveries import Delivery, QuarantinedLine, Source
from registry.models.dispensings import Amendment, Dispensing, Recipient
from registry.models.feed import FeedClient
from registry.models.people import Person, Residence, Sex
from registry.models.pharmacies import Pharmacy
from registry.models.prescribers import Authorisation, Prescriber
from registry.models.products import Product, ProductPrice
from registry.models.quality import Finding, PharmacyMonth
from registry.models.rights import Correction, ErasedLine, Ground
from registry.models.staff import StaffSession

__all__ = [
    "Amendment",
    "AtcCode",
    "Authorisation",
    "Code",
    "Correction",
    "County",
    "Delivery",
    "Dispensing",
    "ErasedLine",
    "Event",
    "FeedClient",
    "Finding",
    "Ground",
    "LogHead",
    "Municipality",
    "Person",
    "Pharmacy",
    "PharmacyMonth",
    "Population",
    "Prescriber",
    "Product",
    "ProductPrice",
    "QuarantinedLine",
    "Recipient",
    "Residence",
    "Sex",
    "Source",
    "StaffSession",
]
