"""Who may open every page of Beside, and what they are answered; tests/test_urls.py holds it true.

A row names a page, the ids in its address, and the answer to each of ROLES in turn. `302` for
somebody without a session is the way to the sign-in page, for a door session the way back to the
marking list. A page that only takes a POST is in POSTS too, with what a POST of nothing is told.
"""

from dataclasses import dataclass

ROLES = (
    *("anonymous", "pupil", "parent", "staff", "tutor", "head_of_year", "organiser"),
    *("office", "safeguarding_lead", "elsewhere", "door"),
)


@dataclass(frozen=True)
class Page:
    """A page by its url name: the ids its address needs, and the answers by role."""

    name: str
    args: tuple[str, ...]
    answers: dict[str, int]


def page(name: str, args: str, answers: str) -> Page:
    codes = [int(code) for code in answers.split()]
    return Page(name, tuple(args.split()), dict(zip(ROLES, codes, strict=True)))


#        name, ids                              anon pupil parent staff tutor year org office lead else door
GETS = [
    page("accessibility", "", "200 200 200 200 200 200 200 200 200 200 200"),
    page("account_login", "", "200 302 302 302 302 302 302 302 302 302 302"),
    page("account_reset_password", "", "200 200 200 200 200 200 200 200 200 200 302"),
    page("account_reset_password_done", "", "200 200 200 200 200 200 200 200 200 200 302"),
    page(
        "account_reset_password_from_key", "uid key", "200 200 200 200 200 200 200 200 200 200 302"
    ),
    page("account_reset_password_from_key_done", "", "200 200 200 200 200 200 200 200 200 200 302"),
    page("answer_offer", "commitment", "405 405 405 405 405 405 405 405 405 405 405"),
    page("card", "cardcode", "422 422 422 422 422 422 422 422 422 422 302"),
    page("card_ask", "", "200 200 200 200 200 200 200 200 200 200 302"),
    page("card_groups", "", "302 404 404 404 200 200 404 404 404 200 302"),
    page("card_sheet", "group", "302 404 404 404 200 200 404 404 404 404 302"),
    page("commit", "pupil", "405 405 405 405 405 405 405 405 405 405 405"),
    page("concern", "concern", "302 404 404 404 404 404 404 404 200 404 302"),
    page("concerns", "", "302 404 404 404 404 404 404 404 200 404 302"),
    page("end_commitment", "commitment", "405 405 405 405 405 405 405 405 405 405 405"),
    page("family", "secret", "422 422 422 422 422 422 422 422 422 422 302"),
    page("family_ask", "", "200 200 200 200 200 200 200 200 200 200 302"),
    page("family_check", "", "302 302 302 302 302 302 302 302 302 302 302"),
    page("family_find", "", "302 302 302 302 302 302 302 302 302 302 302"),
    page("family_screen", "screen", "302 302 302 302 302 302 302 302 302 302 302"),
    page("family_send", "", "405 405 405 405 405 405 405 405 405 405 302"),
    page("family_sent", "", "200 200 200 200 200 200 200 200 200 200 302"),
    page("hand_over", "commitment", "302 404 404 200 404 200 404 404 404 404 404"),
    page("heard", "closed", "302 200 404 404 404 200 200 404 404 404 302"),
    page("home", "", "302 200 200 200 200 200 200 200 200 200 302"),
    page("invitation", "secret", "404 404 404 404 404 404 404 404 404 404 302"),
    page("invite", "person", "405 405 405 405 405 405 405 405 405 405 302"),
    page("join", "", "200 200 200 200 200 200 200 200 200 200 200"),
    page("join_choose", "code", "200 200 200 200 200 200 200 200 200 200 200"),
    page("languages", "", "302 404 404 404 404 200 200 200 404 200 302"),
    page("learns_with", "round", "405 405 405 405 405 405 405 405 405 405 405"),
    page("letters", "round", "302 404 404 404 404 200 200 404 404 404 302"),
    page("letters_of_group", "round group", "302 404 404 404 404 200 200 404 404 404 302"),
    page("let_back_in", "round", "405 405 405 405 405 405 405 405 405 405 302"),
    page("limit", "", "302 404 404 200 200 200 200 200 200 200 302"),
    page("mark", "round", "302 404 404 200 404 404 404 404 404 404 200"),
    page("meeting_after", "round", "302 404 404 200 404 404 404 404 404 404 200"),
    page("meeting_send", "round", "405 405 405 405 405 405 405 405 405 405 405"),
    page("my_people", "", "302 200 404 404 404 404 404 404 404 404 302"),
    page("paper_forms", "survey group", "302 404 404 404 404 200 200 404 404 404 302"),
    page("paper_type", "survey group", "302 404 404 404 404 200 200 404 404 404 302"),
    page("people_place", "survey", "405 405 405 405 405 405 405 405 405 405 302"),
    page("people_share", "nomination", "405 405 405 405 405 405 405 405 405 405 302"),
    page("pupil", "pupil", "302 404 404 200 200 200 200 200 200 404 302"),
    page("raise_concern", "", "302 302 200 200 200 200 200 200 200 200 200"),
    page("reply", "talk", "302 200 404 404 404 404 404 404 404 404 302"),
    page("roll", "", "302 404 404 404 404 404 404 200 404 404 302"),
    page("roll_approve", "import", "405 405 405 405 405 405 405 405 405 405 302"),
    page("roll_export", "", "302 404 404 404 404 404 404 200 404 404 302"),
    page("roll_paste", "", "405 405 405 405 405 405 405 405 405 405 302"),
    page("roll_people", "", "302 404 404 404 404 404 404 200 404 404 302"),
    page("roll_plan", "import", "302 404 404 404 404 404 404 200 404 404 302"),
    page("roll_sheet", "import", "302 404 404 404 404 404 404 200 404 404 302"),
    page("roll_state", "import", "302 404 404 404 404 404 404 200 404 404 302"),
    page("roll_template", "template", "302 404 404 404 404 404 404 200 404 404 302"),
    page("round", "round", "302 404 404 404 404 200 200 404 404 404 302"),
    page("round_changes", "round", "302 404 404 404 404 200 404 404 404 404 302"),
    page("round_close", "survey", "302 404 404 404 404 200 200 404 404 404 302"),
    page("round_code", "round", "405 405 405 405 405 405 405 405 405 405 302"),
    page("round_end", "round", "405 405 405 405 405 405 405 405 405 405 302"),
    page("round_go_on", "round", "405 405 405 405 405 405 405 405 405 405 302"),
    page("round_new", "", "302 404 404 404 404 200 200 404 404 200 302"),
    page("round_open", "survey", "405 405 405 405 405 405 405 405 405 405 302"),
    page("round_panel", "survey", "405 405 405 405 405 405 405 405 405 405 302"),
    page("round_progress", "round", "302 404 404 404 404 200 200 404 404 404 302"),
    page("round_promise", "survey", "405 405 405 405 405 405 405 405 405 405 302"),
    page("round_screen", "round", "302 404 404 404 404 200 200 404 404 404 302"),
    page("rounds", "", "302 404 404 404 404 200 200 404 404 200 302"),
    page("school", "school", "302 404 404 404 404 200 404 404 404 404 302"),
    page("search", "", "302 404 404 200 200 200 200 200 200 200 302"),
    page("sign_out", "", "405 405 405 405 405 405 405 405 405 405 405"),
    page("signed_out", "", "200 200 200 200 200 200 200 200 200 200 200"),
    page("slip", "commitment", "302 404 404 200 404 200 404 404 404 404 404"),
    page("start", "", "302 302 302 302 302 302 302 302 302 302 302"),
    page("survey", "survey", "302 200 404 404 404 404 404 404 404 404 302"),
    page("survey_check", "survey", "302 200 404 404 404 404 404 404 404 404 302"),
    page("survey_comment", "survey", "405 405 405 405 405 405 405 405 405 405 302"),
    page("survey_find", "survey", "302 404 404 404 404 404 404 404 404 404 302"),
    page("survey_new", "", "302 404 404 404 404 200 200 404 404 200 302"),
    page("survey_screen", "survey screen", "302 200 404 404 404 404 404 404 404 404 302"),
    page("survey_send", "survey", "405 405 405 405 405 405 405 405 405 405 302"),
    page("survey_sent", "survey", "302 200 404 404 404 404 404 404 404 404 302"),
    page("talk", "commitment", "302 404 404 200 404 200 404 404 404 404 404"),
    page("talk_to_someone", "", "302 200 302 302 302 302 302 302 302 302 302"),
    page("undo_commitment", "commitment", "405 405 405 405 405 405 405 405 405 405 405"),
    page("who_looked", "", "302 200 200 200 200 200 200 200 200 200 302"),
    page("who_sees", "", "302 200 200 200 200 200 200 200 200 200 200"),
    page("year", "school year", "302 404 404 404 404 200 404 404 404 404 302"),
]
POSTS = [
    page("account_login", "", "200 302 302 302 302 302 302 302 302 302 302"),
    page("account_reset_password", "", "200 200 200 200 200 200 200 200 200 200 302"),
    page("answer_offer", "commitment", "302 302 404 422 422 422 404 404 422 404 404"),
    page("card", "cardcode", "422 422 422 422 422 422 422 422 422 422 302"),
    page("card_ask", "", "200 200 200 200 200 200 200 200 200 200 302"),
    page("card_sheet", "group", "302 404 404 404 200 200 404 404 404 404 302"),
    page("commit", "pupil", "302 404 404 302 302 302 302 302 302 404 302"),
    page("concern", "concern", "302 404 404 404 404 404 404 404 200 404 302"),
    page("end_commitment", "commitment", "302 404 404 302 404 302 404 404 404 404 404"),
    page("family", "secret", "422 422 422 422 422 422 422 422 422 422 302"),
    page("family_ask", "", "200 200 200 200 200 200 200 200 200 200 302"),
    page("family_screen", "screen", "302 302 302 302 302 302 302 302 302 302 302"),
    page("family_send", "", "302 302 302 302 302 302 302 302 302 302 302"),
    page("hand_over", "commitment", "302 404 404 200 404 200 404 404 404 404 404"),
    page("invite", "person", "302 404 404 404 404 404 404 200 404 404 302"),
    page("join_choose", "code", "422 422 422 422 422 422 422 422 422 422 422"),
    page("languages", "", "302 404 404 404 404 200 200 200 404 200 302"),
    page("learns_with", "round", "302 404 404 302 404 404 404 404 404 404 302"),
    page("letters", "round", "302 404 404 404 404 302 302 404 404 404 302"),
    page("letters_of_group", "round group", "302 404 404 404 404 302 302 404 404 404 302"),
    page("let_back_in", "round", "302 404 404 404 404 404 404 404 404 404 302"),
    page("limit", "", "302 404 404 200 200 200 200 200 200 200 302"),
    page("mark", "round", "302 404 404 302 404 404 404 404 404 404 302"),
    page("meeting_send", "round", "302 404 404 302 404 404 404 404 404 404 302"),
    page("paper_type", "survey group", "302 404 404 404 404 200 200 404 404 404 302"),
    page("people_place", "survey", "302 302 404 404 404 404 404 404 404 404 302"),
    page("people_share", "nomination", "302 422 404 404 404 404 404 404 404 404 302"),
    page("raise_concern", "", "302 302 200 200 200 200 200 200 200 200 200"),
    page("reply", "talk", "302 200 404 404 404 404 404 404 404 404 302"),
    page("roll", "", "302 404 404 404 404 404 404 200 404 404 302"),
    page("roll_approve", "import", "302 404 404 404 404 404 404 302 404 404 302"),
    page("roll_paste", "", "302 404 404 404 404 404 404 302 404 404 302"),
    page("roll_plan", "import", "302 404 404 404 404 404 404 302 404 404 302"),
    page("round_close", "survey", "302 404 404 404 404 200 200 404 404 404 302"),
    page("round_code", "round", "302 404 404 404 404 302 302 404 404 404 302"),
    page("round_end", "round", "302 404 404 404 404 302 302 404 404 404 302"),
    page("round_go_on", "round", "302 404 404 404 404 302 302 404 404 404 302"),
    page("round_new", "", "302 404 404 404 404 200 200 404 404 200 302"),
    page("round_open", "survey", "302 404 404 404 404 302 302 404 404 404 302"),
    page("round_panel", "survey", "302 404 404 404 404 302 302 404 404 404 302"),
    page("round_promise", "survey", "302 404 404 404 404 302 302 404 404 404 302"),
    page("sign_out", "", "302 302 302 302 302 302 302 302 302 302 302"),
    page("survey", "survey", "302 302 404 404 404 404 404 404 404 404 302"),
    page("survey_comment", "survey", "302 404 404 404 404 404 404 404 404 404 302"),
    page("survey_new", "", "302 404 404 404 404 200 200 404 404 200 302"),
    page("survey_screen", "survey screen", "302 200 404 404 404 404 404 404 404 404 302"),
    page("survey_send", "survey", "302 302 404 404 404 404 404 404 404 404 302"),
    page("talk", "commitment", "302 404 404 200 404 200 404 404 404 404 404"),
    page("talk_to_someone", "", "302 200 302 302 302 302 302 302 302 302 302"),
    page("undo_commitment", "commitment", "302 404 404 302 404 302 404 404 404 404 404"),
]
