from django.urls import path

from beside.safeguarding import block_views, views

urlpatterns = [
    path("talk/", views.talk, name="talk_to_someone"),
    path("concern/", views.raise_concern, name="raise_concern"),
    path("concerns/", views.concerns, name="concerns"),
    path("concerns/<uuid:pk>/", views.concern, name="concern"),
    path("blocks/", block_views.blocks, name="blocks"),
    path("blocks/<uuid:pk>/", block_views.change, name="block_change"),
]
