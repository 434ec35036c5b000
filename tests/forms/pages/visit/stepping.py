"""A visitor who goes from step to step of the appointment form."""

from tests.forms.visitor import Visitor


def through_step_1(visitor: Visitor) -> Visitor:
    visitor.tick("I am new here").fill("First name", "Ann").tick("18 or older")
    return visitor.press("Continue")


def through_step_2(visitor: Visitor) -> Visitor:
    return visitor.tick("An appointment").press("Continue")


def to_check(visitor: Visitor) -> Visitor:
    through_step_2(through_step_1(visitor))
    visitor.tick("Text me").fill("Telephone", "703 555 0123").tick("You may use what I wrote")
    return visitor.press("Check your answers")
