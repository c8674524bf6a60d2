from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "beside.accounts"
    label = "accounts"
