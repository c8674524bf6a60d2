"""No secret and no name in a log, an address, a title, or the record of changes."""

import re

import pytest

from tests.assurance.attacks.doors import card, round_id

pytestmark = pytest.mark.assurance

SECRETS = [
    *("/card/K84BY29B/", "/family/7GQK2MRT9XAB/", "/invitation/xq7Kp2fLw9aTz4mB/"),
    *("/calendar/Zp3kQm8vNw2xRt5y/", "/join/QRSTUV/", "/account/forgotten/1a-c0ffee4ra/"),
]


def test_no_code_stands_in_the_servers_log(school):
    visitor = school.visitor()
    for _ in range(3):
        for each in SECRETS:
            visitor.get(each)
    for _ in range(40):
        visitor.get("/join/QRSTUV/")
    log = school.written()
    assert not [each for each in SECRETS if each.split("/")[-2] in log]


def test_no_pupil_stands_in_a_title(school):
    reid = school.visitor("reid")
    isla = school.person("isla")
    pages = [reid.get(f"/pupil/{isla}/"), school.visitor("patel").get(f"/pupil/{isla}/")]
    assert pages[0].status == 200
    assert not [each.title for each in pages if "Isla" in each.title]


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("isla", "/survey/{asking}/adult/"),
        ("amina", "/thank-yous/write/"),
        ("patel", "/concern/"),
        ("kaur", "/search/"),
    ],
)
def test_a_name_that_is_typed_stands_in_no_address(school, who, address):
    visitor, asking = school.visitor(who), round_id(school, "Who is beside")
    visitor.post(f"/survey/{asking}/")
    page = visitor.get(address.format(asking=asking))
    assert page.status == 200 and 'type="search"' in page.source, page.text
    assert not [form for form in forms(page.source) if "search" in form and sends_by_get(form)]


def forms(source: str) -> list[str]:
    return re.findall(r"<form.*?</form>", source, re.S)


def sends_by_get(form: str) -> bool:
    """Whether what is typed goes into an address, by the form or at every key."""
    fields = re.findall(r"<input[^>]*>", form)
    tells = any("hx-get" in each for each in fields)
    return tells or 'method="post"' not in form[: form.index(">")].lower()


def test_the_record_of_changes_keeps_no_password_and_no_code(school):
    code = card(school, school.visitor("patel"), school.person("amina"))
    school.visitor().open(f"/card/{code}/")
    school.sql("ALTER TABLE audit_change NO FORCE ROW LEVEL SECURITY")
    kept = "concat(old::text, new::text, why)"
    assert int(school.one(f"SELECT count(*) FROM audit_change WHERE {kept} <> ''")) > 100
    secret = f"SELECT count(*) FROM audit_change WHERE {kept} ~ '(pbkdf2|argon2|{code})'"
    assert school.one(secret) == "0"
