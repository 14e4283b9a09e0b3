"""The demonstration: an office at work, its people signed in by one click."""
from frame import PHONE, expect


def example_people_sign_in(stage):
    """Everybody of the demonstration stands on the sign-in page; a click signs in, and the page says what it is."""
    page = stage.page(signed_in=False)
    stage.go(page, "/sign-in")
    stage.check(page, "40-examples", full=True)
    people = page.locator("form[action='/sign-in/example'] button").evaluate_all("all => all.map((one) => one.value)")
    expect(len(people) == 19, f"{len(people)} example people, not 19")
    expect(page.locator("#password").count() == 0, "the demonstration asks for a password")
    stage.enter(page, "wang")
    expect("王芳" in page.locator(".tc-top").inner_text(), "the bar does not say who works")
    expect("2026-06-01" in page.locator(".tc-demo").inner_text(), "the bar does not say that it is a demonstration")
    phone = stage.page(signed_in=False, size=PHONE)
    stage.go(phone, "/sign-in")
    stage.check(phone, "40-examples-phone", full=True)


JOURNEYS = [example_people_sign_in]
