from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    """Django's admin, behind two factors: every `admin.site` is the one below."""

    default_site = "registry.staff.site.StaffSite"

    def ready(self) -> None:
        super().ready()  # finds every app's pages
        from django.contrib import admin

        from registry.staff import accounts

        accounts.register(admin.site)
