from django.urls import path, register_converter

from beside.placement import views
from beside.web.converters import YearGroup

register_converter(YearGroup, "placement_year")

urlpatterns = [
    path("placing/<uuid:pk>/<placement_year:year_group>/", views.proposals, name="proposals"),
    path("placing/ask/<uuid:pk>/<placement_year:year_group>/", views.ask, name="proposals_ask"),
]
