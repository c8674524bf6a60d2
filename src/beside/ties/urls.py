from django.urls import path, register_converter
from django.urls.converters import PathConverter

from beside.ties.views import (
    asking,
    colleagues,
    commitments,
    family,
    figures,
    languages,
    letters,
    maps,
    meeting,
    on_paper,
    pages,
    people,
    reminders,
    rounds,
    survey,
)


class YearGroup(PathConverter):
    """The name of a year group, whatever is in it; `-` is for pupils who have none yet."""

    def to_python(self, value: str) -> str:
        return "" if value == "-" else value

    def to_url(self, value: str) -> str:
        return value or "-"


register_converter(YearGroup, "year_group")

urlpatterns = [
    path("surveys/", rounds.rounds, name="rounds"),
    path("surveys/new/", rounds.new, name="round_new"),
    path("surveys/new/two-sides/", asking.new, name="survey_new"),
    path("surveys/<uuid:pk>/paper/<uuid:group>/", on_paper.forms, name="paper_forms"),
    path("surveys/<uuid:pk>/type/<uuid:group>/", on_paper.type_in, name="paper_type"),
    path("surveys/<uuid:pk>/panel/", asking.panel, name="round_panel"),
    path("surveys/<uuid:pk>/open/", asking.open_now, name="round_open"),
    path("surveys/<uuid:pk>/promise/", asking.promise, name="round_promise"),
    path("surveys/<uuid:pk>/close/", asking.close, name="round_close"),
    path("surveys/<uuid:pk>/heard/", survey.heard, name="heard"),
    path("surveys/<uuid:pk>/", rounds.round_, name="round"),
    path("surveys/<uuid:pk>/progress/", rounds.progress, name="round_progress"),
    path("surveys/<uuid:pk>/screen/", rounds.screen, name="round_screen"),
    path("surveys/<uuid:pk>/end/", rounds.end, name="round_end"),
    path("surveys/<uuid:pk>/go-on/", rounds.go_on, name="round_go_on"),
    path("surveys/<uuid:pk>/code/", rounds.code, name="round_code"),
    path("surveys/<uuid:pk>/let-in/", rounds.let_in, name="let_back_in"),
    path("meeting/<uuid:pk>/colleagues/", meeting.learns_with, name="learns_with"),
    path("surveys/<uuid:pk>/changes/", maps.changes, name="round_changes"),
    path("surveys/<uuid:pk>/letters/", letters.letters, name="letters"),
    path("surveys/<uuid:pk>/letters/<uuid:group>/", letters.of_group, name="letters_of_group"),
    path("surveys/<uuid:pk>/wishes/", maps.wishes, name="wishes"),
    path("colleagues/", colleagues.colleagues, name="colleagues"),
    path("colleagues/who-sees/", colleagues.let_see, name="colleagues_let_see"),
    path("surveys/<uuid:pk>/remind/", reminders.remind, name="remind"),
    path("languages/", languages.languages, name="languages"),
    path("family/", family.ask, name="family_ask"),
    path("family/sent/", family.sent, name="family_sent"),
    path("family/form/find/", family.find, name="family_find"),
    path("family/form/check/", family.check, name="family_check"),
    path("family/form/send/", family.send, name="family_send"),
    path("family/form/<slug:screen>/", family.screen, name="family_screen"),
    path("family/<str:code>/", family.come_in, name="family"),
    path("my-people/", people.my_people, name="my_people"),
    path("my-people/<uuid:pk>/circles/", people.place, name="people_place"),
    path("my-people/<uuid:pk>/who-sees/", people.share, name="people_share"),
    path("survey/<uuid:pk>/", survey.intro, name="survey"),
    path("survey/<uuid:pk>/find/", survey.find, name="survey_find"),
    path("survey/<uuid:pk>/check/", survey.check, name="survey_check"),
    path("survey/<uuid:pk>/send/", survey.send, name="survey_send"),
    path("survey/<uuid:pk>/comment/", survey.comment, name="survey_comment"),
    path("survey/<uuid:pk>/sent/", survey.sent, name="survey_sent"),
    path("survey/<uuid:pk>/<slug:screen>/", survey.screen, name="survey_screen"),
    path("join/", meeting.join, name="join"),
    path("join/<str:code>/", meeting.choose, name="join_choose"),
    path("meeting/<uuid:pk>/", meeting.mark, name="mark"),
    path("meeting/<uuid:pk>/send/", meeting.send, name="meeting_send"),
    path("meeting/<uuid:pk>/list/", meeting.after, name="meeting_after"),
    path("year/<uuid:pk>/<year_group:year_group>/", pages.year, name="year"),
    path("school/<uuid:pk>/", pages.school, name="school"),
    path("school/<uuid:pk>/governors/", figures.governors, name="governors"),
    path("school/<uuid:pk>/between/", figures.between, name="between"),
    path("federation/", figures.federation, name="federation"),
    path("group/<uuid:pk>/", maps.group, name="group"),
    path("beside/<uuid:pupil>/", commitments.commit, name="commit"),
    path("beside/<uuid:pupil>/ask/", commitments.ask, name="ask_adult"),
    path("asked/<uuid:pk>/answer/", commitments.answer_ask, name="answer_ask"),
    path("beside/<uuid:pk>/talk/", commitments.talk, name="talk"),
    path("beside/<uuid:pk>/answer/", commitments.answer, name="answer_offer"),
    path("beside/<uuid:pk>/hand-over/", commitments.hand_over, name="hand_over"),
    path("beside/<uuid:pk>/end/", commitments.end, name="end_commitment"),
    path("beside/<uuid:pk>/undo/", commitments.undo, name="undo_commitment"),
    path("beside/<uuid:pk>/slip/", commitments.slip, name="slip"),
    path("reply/<uuid:pk>/", commitments.reply, name="reply"),
    path("my-number/", commitments.limit, name="limit"),
]
