from django.urls import path

from beside.enrichment.views import pupil, runs, seasons, team

urlpatterns = [
    path("challenges/", pupil.challenges, name="challenges"),
    path("challenges/new/", seasons.new, name="season_new"),
    path("challenges/<uuid:pk>/", seasons.season, name="season"),
    path("challenges/<uuid:pk>/add/", seasons.add, name="challenge_add"),
    path("challenges/one/<uuid:pk>/", seasons.challenge, name="challenge"),
    path("challenges/<uuid:pk>/open/", seasons.open_choosing, name="season_open"),
    path("challenges/<uuid:pk>/until/", seasons.until, name="season_until"),
    path("challenges/<uuid:pk>/apart/", seasons.apart, name="season_apart"),
    path("challenges/<uuid:pk>/teams/", runs.teams, name="season_teams"),
    path("challenges/<uuid:pk>/make/", runs.make, name="teams_make"),
    path("challenges/runs/<uuid:pk>/", runs.run, name="teams_run"),
    path("challenges/runs/<uuid:pk>/stop/", runs.stop, name="teams_stop"),
    path("challenges/runs/<uuid:pk>/publish/", runs.publish, name="teams_publish"),
    path("challenges/<uuid:pk>/rank/", pupil.rank, name="challenge_rank"),
    path("challenges/<uuid:pk>/company/", pupil.company, name="challenge_company"),
    path("challenges/team/<uuid:pk>/", team.team, name="team"),
    path("challenges/team/<uuid:pk>/write/", team.write, name="team_write"),
]
