"""What may stand in an address."""

from django.urls.converters import PathConverter


class YearGroup(PathConverter):
    """The name of a year group, whatever is in it; `-` is for pupils who have none yet."""

    def to_python(self, value: str) -> str:
        return "" if value == "-" else value

    def to_url(self, value: str) -> str:
        return value or "-"
