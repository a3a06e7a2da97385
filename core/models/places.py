"""Communes and the bodies that act in them."""

from django.db import models

from core.models.base import OwnedQuerySet
from core.states import CommuneKind, UnitKind
from core.vietnamese import fold, sort_key


class CommuneQuerySet(models.QuerySet):
    def local(self):
        """Communes, wards and special zones: what holds conferences and has public pages."""
        return self.exclude(kind=CommuneKind.PROVINCE)

    def of_province(self, province):
        """Keys of the communes of one province, letter case and marks aside: the name is typed by each of them."""
        wanted = fold(province)
        rows = self.local().values_list("pk", "province")
        return [pk for pk, name in rows if fold(name) == wanted]


class Commune(models.Model):
    """A commune, ward or special zone; every paper prints its name from here (D-04)."""

    kind = models.CharField("loại", max_length=20, choices=CommuneKind, default=CommuneKind.COMMUNE)
    name = models.CharField("tên", max_length=100, help_text="Không kèm chữ xã, phường.")
    province = models.CharField("tỉnh, thành phố", max_length=100, help_text="Ví dụ: thành phố Hải Phòng.")
    slug = models.SlugField("tên trên đường dẫn", unique=True)
    # The line above the issuing body on Party papers ("ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG").
    party_parent = models.CharField("cấp trên của Đảng ủy", max_length=200, blank=True)
    party_term = models.CharField("nhiệm kỳ Đảng ủy", max_length=20, blank=True, default="2025-2030")
    address = models.CharField("trụ sở", max_length=200, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = "xã"
        verbose_name_plural = "các xã"
        constraints = [models.UniqueConstraint(fields=["province", "kind", "name"], name="commune_name_once")]

    def __str__(self):
        return self.name if self.is_province else f"{self.get_kind_display()} {self.name}"

    @property
    def is_province(self):
        """The body above the communes of its province; it holds no conference of its own."""
        return self.kind == CommuneKind.PROVINCE


class UnitQuerySet(OwnedQuerySet):
    def active(self):
        return self.filter(is_active=True)

    def answering(self):
        """Bodies that can be given a petition or a commitment."""
        return self.active().exclude(kind__in=[UnitKind.LEADERSHIP, UnitKind.HIGHER_BODY])

    def sorted(self):
        return self.order_by("sort_key")

    def named(self, text):
        """Units whose official name, short name or alias is this text, letter case and marks aside (D-28)."""
        words = fold(text)
        return self.filter(
            models.Q(folded_name=words) | models.Q(folded_short=words) | models.Q(aliases__folded=words)
        ).distinct()


class Unit(models.Model):
    """An office, department, police post, Front, organisation, school, village… of one commune."""

    commune = models.ForeignKey(Commune, models.PROTECT, related_name="units", verbose_name="xã")
    kind = models.CharField("loại", max_length=20, choices=UnitKind)
    official_name = models.CharField("tên đầy đủ", max_length=200)
    short_name = models.CharField("tên gọn", max_length=100)
    folded_name = models.CharField(max_length=200, editable=False)
    folded_short = models.CharField(max_length=100, editable=False)
    sort_key = models.CharField(max_length=900, editable=False, db_index=True)
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    is_active = models.BooleanField("đang hoạt động", default=True)
    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        constraints = [
            models.UniqueConstraint(fields=["commune", "folded_name"], name="unit_name_once_in_commune")
        ]

    def save(self, *args, **kwargs):
        self.folded_name = fold(self.official_name)
        self.folded_short = fold(self.short_name)
        self.sort_key = sort_key(self.official_name)[:900]
        super().save(*args, **kwargs)

    def __str__(self):
        return self.official_name


class UnitAlias(models.Model):
    """Another spelling of a unit's name as papers write it ("VP HĐND-UBND")."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases", verbose_name="đơn vị")
    text = models.CharField("tên khác", max_length=200)
    folded = models.CharField(max_length=200, editable=False, db_index=True)

    class Meta:
        verbose_name = "tên khác của đơn vị"
        verbose_name_plural = "tên khác của đơn vị"
        constraints = [models.UniqueConstraint(fields=["unit", "folded"], name="alias_once_per_unit")]

    def save(self, *args, **kwargs):
        self.folded = fold(self.text)
        super().save(*args, **kwargs)

    def __str__(self):
        return self.text
