from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "beside.messages"
    label = "outbox"
