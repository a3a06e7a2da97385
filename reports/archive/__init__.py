"""What lies in a dossier and how it is packed. Who may seal, and the seal itself, are in rules and services."""

from reports.archive.contents import entries_of
from reports.archive.log import log_size
from reports.archive.package import package_name, write_package

__all__ = ["entries_of", "log_size", "package_name", "write_package"]
