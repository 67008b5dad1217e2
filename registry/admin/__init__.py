"""What staff see of the register. One subject a file; every change is a correction with a reason."""

from django.contrib import admin

from registry.admin import audit, codes, deliveries, dispensings, people, pharmacies, prescribers, products, rights

__all__ = ["audit", "codes", "deliveries", "dispensings", "people", "pharmacies", "prescribers", "products", "rights"]

admin.site.site_header = "Legemiddelregisteret"
admin.site.site_title = "Legemiddelregisteret"
admin.site.index_title = "Registeret"
