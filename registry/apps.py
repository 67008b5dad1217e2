from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = "Registeret"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What happens on Django's signals; imported here, since models are not ready before."""
        from axes.signals import user_locked_out
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_migrate

        from registry.staff import roles, sessions

        post_migrate.connect(roles.make_roles, dispatch_uid="registry.roles")
        user_logged_in.connect(sessions.began, dispatch_uid="registry.began")
        user_locked_out.connect(sessions.locked, dispatch_uid="registry.locked")
