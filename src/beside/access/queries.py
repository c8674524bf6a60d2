from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username

from beside.access.models import Account


def named(name: str) -> list[Account]:
    """The accounts that somebody may mean by a name: one's username, else who has that e-mail."""
    own = get_user_by_username(name) if name else None
    if own:
        return [own]
    return filter_users_by_email(name, prefer_verified=True, for_login=True) if name else []
