"""Tests, which mirror the packages. A package of its own, because some that are installed bring one called so too."""
