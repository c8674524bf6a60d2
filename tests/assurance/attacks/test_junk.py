"""Whatever is typed gives an answer in words, and no fault."""

import pytest

from tests.assurance.attacks.attacked import until

pytestmark = pytest.mark.assurance

ADDRESSES = [
    *("/join/%00/", "/card/%00/", "/invitation/%00/", "/calendar/%00/", "/family/%00/"),
    *("/roll/templates/%00/", "/search/?q=%00", "/search/?typed=%00", "/search/?name=%00"),
    *("/thank-yous/write/?name=%00", "/concern/?name=%00", "/concern/?pupil=%00", "/%00/"),
]


@pytest.mark.parametrize("who", ["", "kaur", "amina"])
def test_a_nul_in_an_address_is_no_fault(school, who):
    visitor = school.visitor(who)
    assert not [each for each in ADDRESSES if visitor.get(each).status >= 500]


def test_nor_is_a_code_that_is_none(school):
    codes = ["../../etc", "\0", "a/b", "?", "%00", "é" * 300]
    doors = ["/join/", "/card/", "/family/"]
    told = {school.visitor().post(door, code=code).status for door in doors for code in codes}
    assert max(told) < 500


def test_nor_is_a_person_who_is_none(school):
    reid, isla = school.visitor("reid"), school.person("isla")
    asked = [f"/beside/{isla}/", f"/beside/{isla}/ask/"]
    told = {reid.post(path, adult=adult).status for path in asked for adult in ("x", "\0", "1")}
    assert max(told) < 500


def test_a_column_that_is_none_leaves_a_page_that_says_so(school):
    kaur = school.visitor("kaur")
    text = "Id\tFirst name\tLast name\tYear\n1\tAda\tReed\t7\n"
    plan = kaur.post("/roll/paste/", text=text).path
    until(lambda: "/state/" not in kaur.get(plan).source, 60, "the plan")
    kaur.post(plan, column__abc="name")
    until(lambda: "/state/" not in kaur.get(plan).source, 20, "an end of reading")
    assert kaur.get(plan + "sheet/").status < 500
