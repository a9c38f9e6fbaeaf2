"""Harbor Street Clinic: a small clinic's web site that uses Waitside as any clinic would, by its public API alone."""

from waitside_demo.site import create_site

__all__ = ["create_site"]
