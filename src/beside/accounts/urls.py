from django.urls import path

from beside.accounts.views import let_in, second_step, signing_in, you

urlpatterns = [
    path("you/", you.account, name="account"),
    path("you/password/", you.password, name="account_password"),
    path("you/sessions/<uuid:pk>/end/", you.end_session, name="session_end"),
    path("you/sessions/end/", you.end_others, name="sessions_end"),
    path("you/lock/", you.lock, name="account_lock"),
    path("you/locked/", you.locked, name="locked"),
    path("you/here/", you.still_here, name="still_here"),
    path("you/carry-on/", you.carry_on, name="carry_on"),
    path("you/school-account/<uuid:pk>/end/", you.unlink, name="school_account_end"),
    path("you/second-step/", second_step.show, name="second_step"),
    path("you/second-step/passkey/", second_step.show_passkey, name="second_step_passkey"),
    path("you/second-step/set-up/", second_step.set_up, name="second_step_set_up"),
    path("you/second-step/app/", second_step.add_app, name="second_step_app"),
    path("you/second-step/new-passkey/", second_step.add_passkey, name="second_step_new_passkey"),
    path("you/second-step/codes/", second_step.codes, name="second_step_codes"),
    path("you/second-step/<int:pk>/remove/", second_step.remove, name="second_step_remove"),
    path("you/second-step/lost/", second_step.lost, name="second_step_lost"),
    path("let-in/", let_in.find, name="let_in_find"),
    path("let-in/<uuid:person>/", let_in.vouch, name="let_in"),
    path("school-domains/", let_in.domains, name="domains"),
    path("account/school/first/", signing_in.first, name="school_account_first"),
    path("account/school/<slug:key>/", signing_in.start, name="school_account"),
    path("account/school/<slug:key>/back/", signing_in.back, name="school_account_back"),
]
