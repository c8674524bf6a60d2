from django.urls import path

from beside.timetable.views import calendars, cycles, pupil, registers, runs, sessions, tutor

urlpatterns = [
    path("choice-time/calendar/", calendars.link, name="calendar_link"),
    path("calendar/<str:secret>/", calendars.feed, name="calendar_feed"),
    path("choice-time/", pupil.choice_time, name="choice_time"),
    path("choice-time/<uuid:pk>/choose/", pupil.choose, name="choose"),
    path("choice-time/<uuid:pk>/look-back/", pupil.look_back, name="look_back"),
    path("choice-time/<uuid:pk>/change/<uuid:period>/", pupil.change, name="seat_change"),
    path("choice-time/<uuid:pk>/with/<uuid:pupil>/", tutor.choose_with, name="choose_with"),
    path("choice-time/<uuid:pk>/chosen/", tutor.chosen, name="chosen"),
    path("choice-time/<uuid:pk>/noticeboard/", tutor.noticeboard, name="noticeboard"),
    path("choice-time/new/", cycles.new, name="cycle_new"),
    path("choice-time/<uuid:pk>/", cycles.cycle, name="cycle"),
    path("choice-time/<uuid:pk>/again/", cycles.again, name="cycle_again"),
    path("choice-time/<uuid:pk>/open/", cycles.open_choosing, name="cycle_open"),
    path("choice-time/<uuid:pk>/until/", cycles.until, name="cycle_until"),
    path("choice-time/<uuid:pk>/sessions/new/", sessions.new, name="session_new"),
    path("choice-time/sessions/<uuid:pk>/", sessions.session, name="session"),
    path("choice-time/sessions/<uuid:pk>/cancel/", sessions.cancel, name="session_cancel"),
    path("choice-time/<uuid:pk>/run/", runs.ask, name="run_ask"),
    path("choice-time/runs/<uuid:pk>/", runs.run, name="run"),
    path("choice-time/runs/<uuid:pk>/stop/", runs.stop, name="run_stop"),
    path("choice-time/runs/<uuid:pk>/publish/", runs.publish, name="run_publish"),
    path("choice-time/sessions/<uuid:pk>/register/", registers.register, name="register"),
    path("choice-time/<uuid:pk>/registers.csv", registers.export, name="registers_export"),
]
