from django import template

register = template.Library()


@register.filter
def states_of(lines) -> list[str]:
    return [line.state for line in lines]


@register.filter
def nobody_in(lines) -> int:
    return sum(line.state == "nobody" for line in lines)
