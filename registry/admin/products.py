from django.contrib import admin

from registry.admin.base import Rows, SourceOwned
from registry.admin.shown import PRICE
from registry.models import Product, ProductPrice


class Prices(Rows):
    model = ProductPrice
    fields = readonly_fields = ("valid_from", "valid_to", PRICE)


@admin.register(Product)
class ProductAdmin(SourceOwned):
    list_display = ("item_number", "name", "strength", "form", "atc", "ddd_per_package", "withdrawn")
    list_filter = ("withdrawn", "prescription_group", ("ddd_per_package", admin.EmptyFieldListFilter))
    search_fields = ("^item_number", "name", "substance", "^atc")
    readonly_fields = ("item_number",)
    inlines = (Prices,)


@admin.register(ProductPrice)
class ProductPriceAdmin(SourceOwned):
    list_display = ("product", PRICE, "valid_from", "valid_to")
    search_fields = ("^product__item_number", "product__name")
    list_select_related = ("product",)
    readonly_fields = ("product", "valid_from")
