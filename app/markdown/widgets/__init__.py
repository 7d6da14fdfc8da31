"""Widgets: ``@name[arguments](body)``; a family is a module here, named in ``rules.FAMILIES``."""
