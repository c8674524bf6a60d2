from django import template

from beside.accounts.providers import providers

register = template.Library()


@register.simple_tag
def school_providers():
    """The providers by which one can sign in here."""
    return providers()
