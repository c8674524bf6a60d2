from django.urls import path

from beside.access import views

urlpatterns = [
    path("invitation/<str:secret>/", views.invitation, name="invitation"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("signed-out/", views.signed_out, name="signed_out"),
]
