from django.urls import path

from beside.schools.views import by_hand, days, people, pupils, releases, roll, saying

urlpatterns = [
    path("days/", days.days, name="days"),
    path("roll/", roll.roll, name="roll"),
    path("roll/paste/", roll.paste, name="roll_paste"),
    path("roll/<uuid:pk>/", roll.plan, name="roll_plan"),
    path("roll/<uuid:pk>/state/", roll.state, name="roll_state"),
    path("roll/<uuid:pk>/approve/", roll.approve, name="roll_approve"),
    path("roll/<uuid:pk>/undo/", roll.undo, name="roll_undo"),
    path("roll/<uuid:pk>/sheet/", roll.sheet, name="roll_sheet"),
    path("roll/templates/<str:name>/", roll.template, name="roll_template"),
    path("roll/export/", roll.export, name="roll_export"),
    path("files/", releases.releases, name="releases"),
    path("files/<uuid:pk>/", releases.decide, name="release_decide"),
    path("roll/pupils/", pupils.pupils, name="roll_pupils"),
    path("roll/pupils/new/", by_hand.join, name="roll_join"),
    path("roll/pupils/<uuid:pk>/", pupils.pupil, name="roll_pupil"),
    path("roll/pupils/<uuid:pk>/<str:what>/", by_hand.change, name="roll_change"),
    path("roll/next-year/", by_hand.next_year, name="roll_next_year"),
    path("roll/<uuid:pk>/cancel/", by_hand.cancel, name="roll_cancel"),
    path("waits/", saying.waiting, name="waits"),
    path("waits/<uuid:pk>/", saying.say, name="say_held"),
    path("roll/people/", people.people, name="roll_people"),
    path("roll/people/invite-all/", people.invite_all, name="invite_all"),
    path("roll/people/<uuid:pk>/invite/", people.invite, name="invite"),
]
