from django.urls import path

from beside.schools import saying, views

urlpatterns = [
    path("roll/", views.roll, name="roll"),
    path("roll/paste/", views.paste, name="roll_paste"),
    path("roll/<uuid:pk>/", views.plan, name="roll_plan"),
    path("roll/<uuid:pk>/state/", views.state, name="roll_state"),
    path("roll/<uuid:pk>/approve/", views.approve, name="roll_approve"),
    path("roll/<uuid:pk>/sheet/", views.sheet, name="roll_sheet"),
    path("roll/templates/<str:name>/", views.template, name="roll_template"),
    path("roll/export/", views.export, name="roll_export"),
    path("waits/", saying.waiting, name="waits"),
    path("waits/<uuid:pk>/", saying.say, name="say_held"),
    path("roll/people/", views.people, name="roll_people"),
    path("roll/people/<uuid:pk>/invite/", views.invite, name="invite"),
]
