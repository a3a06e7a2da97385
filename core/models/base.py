"""What every growing table shares: whose it is, who may see it, which version was read."""

from django.db import models

from core.states import Role


class OwnedQuerySet(models.QuerySet):
    """Rows of one commune."""

    def of_commune(self, commune):
        return self.filter(commune=commune)

    def visible_to(self, user):
        """Rows of the user's own commune; narrower rooms override this."""
        if not user.is_authenticated or user.commune_id is None:
            return self.none()
        return self.filter(commune_id=user.commune_id)

    def visible_to_staff_of(self, user, *roles):
        """The commune's rows if the user holds one of these roles, else nothing."""
        return self.visible_to(user) if user.roles & set(roles) else self.none()


class Owned(models.Model):
    """A row that belongs to one commune."""

    commune = models.ForeignKey("core.Commune", models.PROTECT, related_name="+", verbose_name="xã")
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A row that two people may edit: `version` grows by one with every write of its content."""

    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    class Meta:
        abstract = True


READERS = (Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY, Role.ADMIN)
