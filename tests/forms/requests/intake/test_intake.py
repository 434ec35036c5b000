"""What an incoming request is: the table of the decision, and what is stored for each row of it."""

from datetime import timedelta

import pytest

from forms.requests.intake.decision import (
    Existing,
    Intake,
    Word,
    choose_decision,
    decide,
)
from forms.requests.intake.names import Likeness, compare_names, is_slip

ANN = Word(form=1, phone="p1", email="e1", name="Ann", content="a", matter="m")


def word(**values) -> Word:
    return Word(**{**vars(ANN), "content": "b", **values})


def known(**values) -> Existing:
    return Existing(**{"word": ANN, "same_token": True, **values})


class TestTheTable:
    @pytest.mark.parametrize(
        ("existing", "incoming", "expected"),
        [
            (None, ANN, Intake.NEW),
            # The same once more.
            (known(), ANN, Intake.SAME),
            (known(age=timedelta(hours=47, minutes=59)), ANN, Intake.SAME),
            # A page that is sent again after days is somebody who waits: staff hear of it as of any new request.
            # Nine days were the same here once, and nobody was told.
            (known(age=timedelta(hours=48)), ANN, Intake.AGAIN),
            (known(age=timedelta(days=9)), ANN, Intake.AGAIN),
            (known(age=timedelta(days=9), said_before=True), word(), Intake.AGAIN),
            (known(same_token=False), ANN, Intake.SAME),
            (known(same_token=False, age=timedelta(hours=25)), ANN, Intake.SAME),
            (known(same_token=False, age=timedelta(hours=48)), ANN, Intake.NEW),
            # The same in other capitals: the last way of writing is what is stored.
            (known(), word(content="a", exact="A"), Intake.CORRECTION),
            (known(same_token=False), word(content="a", exact="A"), Intake.CORRECTION),
            (known(corrections=50), word(content="a", exact="A"), Intake.SAME),
            (known(age=timedelta(hours=48)), word(content="a", exact="A"), Intake.AGAIN),
            # A correction: the same person says something else.
            (known(), word(), Intake.CORRECTION),
            (known(), word(matter="other"), Intake.CORRECTION),
            (known(), word(phone="p2"), Intake.CORRECTION),
            (known(), word(phone="p2", name="ann "), Intake.CORRECTION),
            (known(), word(email="e2"), Intake.CORRECTION),
            (known(), word(email=""), Intake.CORRECTION),
            (known(), word(name="Anne"), Intake.CORRECTION),
            (known(), word(name="Ann B.", phone="p2"), Intake.CORRECTION),
            (known(), word(name="", phone="p2"), Intake.CORRECTION),
            # Somebody else, or too many facts that changed.
            (known(), word(phone="p2", email="e2"), Intake.AGAIN),
            (known(), word(phone="p2", email="e2", name="Bea"), Intake.AGAIN),
            (known(), word(name="Bill"), Intake.AGAIN),
            (known(), word(name="Bea", email=""), Intake.AGAIN),
            (known(), word(name="Bea", email="e2"), Intake.AGAIN),
            (known(), word(name="Bea", phone="", email=""), Intake.AGAIN),
            # Too late, too often, closed, unreadable, another form.
            (known(age=timedelta(hours=24)), word(), Intake.AGAIN),
            (known(corrections=50), word(), Intake.AGAIN),
            (known(closed=True), word(), Intake.AGAIN),
            (known(closed=True), ANN, Intake.AGAIN),
            (known(word=None), word(), Intake.AGAIN),
            (known(), word(form=2), Intake.AGAIN),
            # Back to an earlier word, from a fresh form too; not of a closed request, nor for ever.
            (known(same_token=False, said_before=True), word(), Intake.CORRECTION),
            (known(same_token=False, said_before=True, closed=True), word(), Intake.NEW),
            (
                known(same_token=False, said_before=True, age=timedelta(hours=48)),
                word(),
                Intake.NEW,
            ),
            (known(same_token=False, age=timedelta(hours=47, minutes=59)), ANN, Intake.SAME),
            (known(same_token=False, said_before=True), word(phone="", email=""), Intake.NEW),
            # Another token never corrects otherwise.
            (known(same_token=False), word(), Intake.NEW),
            (known(same_token=False, closed=True), ANN, Intake.NEW),
        ],
    )
    def test_decides(self, existing, incoming, expected):
        assert decide(existing, incoming) == expected

    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            # The number alone was mistyped; there is no e-mail.
            (word(email=""), word(email="", phone="p2"), True),
            (word(email="", name="Ann"), word(email="", phone="p2", name="  ANN"), True),
            (word(email="", name=""), word(email="", phone="p2", name=""), False),
            (word(email="", name="Ann"), word(email="", phone="p2", name="Anne"), False),
            # From a telephone to an e-mail.
            (word(email=""), word(phone="", email="e2"), True),
            # Two people of one first name at a shared tablet: another number, another matter.
            (word(email=""), word(email="", phone="p2", matter="other"), False),
            (word(email=""), word(phone="", email="e2", matter="other"), False),
            (word(email=""), word(phone="", email="", matter="other"), False),
            # Nobody left a contact, so nothing contradicts the name.
            (word(phone="", email=""), word(phone="", email="", matter="other"), True),
            # A couple at one telephone; a relative or a clinician with a second patient.
            (word(email=""), word(email="", name="Bob"), False),
            (word(name="John", email=""), word(name="Joan", email="", matter="other"), False),
            (word(name="Paul", email=""), word(name="Paula", email="", matter="other"), False),
            (word(name="Jo", email=""), word(name="Joe", email="", matter="other"), False),
            (word(name="Ann Lee", email=""), word(name="Ann Ray", email="", matter="other"), False),
            # They share a mailbox, too.
            (word(), word(name="Bob", matter="other"), False),
            # A slip in the name alone is mended, and a name may grow while the rest changes.
            (word(name="Jonh", email=""), word(name="John", email=""), True),
            # With another answer mended at once, too; not where more than a slip tells the names apart.
            (word(name="Jonh", email=""), word(name="John", email="", matter="other"), True),
            (word(name="Jonh"), word(name="John", matter="other", phone="p2"), True),
            (word(name="Jonh"), word(name="John", matter="other", phone="p2", email="e2"), False),
            (
                word(name="Jonh", for_other=True),
                word(name="John", for_other=True, matter="other"),
                False,
            ),
            (word(name="Tim", email=""), word(name="Tom", email="", matter="other"), False),
            (word(email=""), word(name="Ann B.", email="", matter="other"), True),
            # Father and son at one telephone.
            (word(name="Robert", email=""), word(name="Robert Jr.", email="", matter="x"), False),
            (word(name="Ann", email=""), word(name="Ann and Bob", email="", matter="x"), False),
            (word(name="Robert", email=""), word(name="Robert Jr.", email=""), False),
            (word(for_other=True), word(for_other=True, matter="another patient"), False),
            (word(for_other=True), word(for_other=True, phone="p2"), True),
            (word(), word(for_other=True, matter="for my son"), False),
        ],
    )
    def test_knows_the_same_person(self, before, after, expected):
        answer = decide(known(word=before), Word(**{**vars(after), "content": "c"}))
        assert (answer == Intake.CORRECTION) is expected

    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            ("Ann", " ann.", Likeness.SAME),
            ("Ann Miller", "miller, ann", Likeness.SAME),
            ("Ann", "Ann Miller", Likeness.SIMILAR),
            ("A", "Ann", Likeness.SIMILAR),
            ("Jon", "John", Likeness.SIMILAR),
            ("Ann Miller", "Bob Miller", Likeness.DIFFERS),
            ("Ann", "", Likeness.UNKNOWN),
            ("Ann", " . ", Likeness.UNKNOWN),
            ("Ann-Marie", "AnnMarie", Likeness.SAME),
            ("Mary Ann", "Mary-Ann", Likeness.SAME),
            ("José O’Brien", "Jose O'Brien", Likeness.SAME),
            ("राम", "रमा", Likeness.SIMILAR),
        ],
    )
    def test_compares_names(self, one, other, expected):
        assert compare_names(one, other) == compare_names(other, one) == expected

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Jonh", "John"), ("Micheal", "Michael"), ("Brain", "Brian"), ("Elizabeht", "Elizabeth"),
            ("Jesica", "Jessica"), ("Annn", "Ann"), ("Micael", "Michael"), ("Kathrine", "Katherine"),
            ("Robett", "Robert"), ("Michsel", "Michael"), ("Ann Mlier", "Ann Miler"), ("Jonh", "John B."),
        ],
    )  # fmt: skip
    def test_knows_a_slip_of_the_finger(self, one, other):
        assert is_slip(one, other)
        assert is_slip(other, one)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("John", "Joan"), ("Paul", "Paula"), ("Jo", "Joe"), ("Tim", "Tom"), ("Kim", "Jim"),
            ("Maria", "Marina"), ("Karin", "Karim"), ("Martin", "Marvin"), ("Marion", "Marlon"),
            ("Daniel", "Daniela"), ("Joanne", "Joanna"), ("Ann", "Ann"), ("Ann", ""), ("Ann", "Ann B."),
            ("Jonh Lee", "John Ray"), ("Dan", "Dana"), ("Christian", "Christina"),
            ("Carlo", "Carol"), ("Amy", "May"), ("Elias", "Elisa"),
        ],
    )  # fmt: skip
    def test_knows_another_name(self, one, other):
        assert not is_slip(one, other)
        assert not is_slip(other, one)

    def test_the_own_request_goes_before_one_that_says_the_same(self):
        own, other = known(number=1), known(number=2, same_token=False, word=word(content="b"))
        assert choose_decision([other, own], word()) == (Intake.CORRECTION, own)
        assert choose_decision([other], word()) == (Intake.SAME, other)
        assert choose_decision([], word()) == (Intake.NEW, None)
        somebody, closed = known(same_token=False), known(closed=True)
        assert choose_decision([somebody], word()) == (Intake.NEW, None)
        assert choose_decision([somebody, closed], word()) == (Intake.AGAIN, closed)
