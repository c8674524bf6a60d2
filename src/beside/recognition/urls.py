from django.urls import path

from beside.recognition import views

urlpatterns = [
    path("thank-yous/", views.thank_yous, name="thank_yous"),
    path("thank-yous/write/", views.write, name="thank_you_write"),
    path("thank-yous/<uuid:pk>/take-back/", views.take_back, name="thank_you_take_back"),
    path("thank-yous/<uuid:pk>/put-away/", views.put_away, name="thank_you_put_away"),
    path("thank-yous/<uuid:pk>/answer/", views.answer, name="thank_you_answer"),
]
