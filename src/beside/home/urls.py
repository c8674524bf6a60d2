from django.urls import path

from beside.home.views import cards, first_page, operating, pupils

urlpatterns = [
    path("", first_page.home, name="home"),
    path("start/", first_page.start, name="start"),
    path("accessibility/", first_page.accessibility, name="accessibility"),
    path("who-sees/", first_page.who_sees, name="who_sees"),
    path("what-is-kept/", first_page.kept, name="kept"),
    path("who-looked/", first_page.who_looked, name="who_looked"),
    path("pupil/<uuid:pupil>/", pupils.pupil, name="pupil"),
    path("card/", cards.ask, name="card_ask"),
    path("card/<str:code>/", cards.come_in, name="card"),
    path("cards/", cards.sheets, name="card_groups"),
    path("cards/<uuid:group>/", cards.sheet, name="card_sheet"),
    path("how-it-runs/", operating.how_it_runs, name="how_it_runs"),
    path("search/", pupils.search, name="search"),
]
