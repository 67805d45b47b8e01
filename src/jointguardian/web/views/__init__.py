"""A value of the picture turned into what a template or the map shows. Pure."""
