from django.urls import path

from beside.safeguarding.views import blocks, concerns, reading, rota, talking, to_pupils

urlpatterns = [
    path("talk/", talking.talk, name="talk_to_someone"),
    path("talk/now/", talking.not_safe, name="not_safe"),
    path("talk/now/<uuid:pk>/", talking.not_safe_sent, name="not_safe_sent"),
    path("talk/word/", talking.is_it_you, name="is_it_you"),
    path("talk/shut/", talking.shut, name="shut_talks"),
    path("talk/mine/", talking.my_talks, name="my_talks"),
    path("talk/mine/<uuid:pk>/", talking.my_talk, name="my_talk"),
    path("talks/", reading.waiting, name="talks"),
    path("talks/yes/", reading.say_yes, name="say_yes"),
    path("talks/told/", reading.told, name="told"),
    path("talks/<uuid:pk>/", reading.read_talk, name="read_talk"),
    path("to-read/", to_pupils.to_read, name="to_read"),
    path("to-read/<uuid:pk>/", to_pupils.pass_on, name="pass_on"),
    path("concern/", concerns.raise_concern, name="raise_concern"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/there/", rota.who_is_there, name="who_is_there"),
    path("concerns/tested/<str:secret>/", rota.tested, name="tested"),
    path("concerns/left/<uuid:pk>/", rota.leaver, name="leaver"),
    path("concerns/left/<uuid:pk>/file/", rota.leaver_file, name="leaver_file"),
    path("concerns/word/<uuid:pupil>/", rota.new_word, name="new_word"),
    path("concerns/pupil/<uuid:pupil>/", concerns.chronology, name="chronology"),
    path("concerns/<uuid:pk>/", concerns.concern, name="concern"),
    path("blocks/", blocks.blocks, name="blocks"),
    path("blocks/<uuid:pk>/", blocks.change, name="block_change"),
]
