"""Denials: what is denied, by which words and by whom, and what only looks like it."""

from __future__ import annotations

import pytest

from made_pages import document, entity, said
from tawatur.model import Page
from tawatur.relate.cards import card, claimed
from test_claims import CONTENT, REWORDED, TOLL, claims, page


def test_a_denial_is_linked_to_what_it_denies_and_joins_it_never() -> None:
    rows = claims(
        page("a", CONTENT),
        page("b", REWORDED),
        page("c", f"صحة الأنباء عن أن {CONTENT}", speaker="ليلى الصياد", stance="deny"),
    )
    (denial,) = [row for row in rows if row.stance == "deny"]
    (claim,) = [row for row in rows if row.stance != "deny"]
    assert denial.denies == (claim.claim,)
    assert (denial.status, claim.status, claim.denies) == ("denied", "stated", ())
    assert len(claim.mentions) == 2


@pytest.mark.parametrize(
    "words",
    [
        "لا صحة على الإطلاق لما تردد عن أن {}",
        "عدم صحة ما نشرته بعض الصحف عن أن {}",
        "ما أشيع عن أن {} عار تماما من الصحة",
        "ما تناقلته المواقع من أن {} غير صحيح جملة وتفصيلا",
    ],
)
def test_to_say_that_it_is_untrue_is_to_deny_it(words: str) -> None:
    rows = claims(
        page("a", CONTENT),
        page("b", words.format(CONTENT), speaker="ليلى الصياد"),
        page("c", CONTENT, speaker="ليلى الصياد", stance="deny"),
    )
    denial, claim = sorted(rows, key=lambda row: row.stance)
    assert (denial.stance, denial.status, len(denial.mentions)) == ("deny", "denied", 2)
    assert (denial.denies, claim.denies) == ((claim.claim,), ())


@pytest.mark.parametrize("words", ["حقيقة أن {}", "مدى صحة أن {}", "لا شك أن {}"])
def test_neither_a_question_nor_no_doubt_is_an_untruth(words: str) -> None:
    asked = page("a", words.format(CONTENT))
    (content,) = claimed(card(asked))
    assert not content.denies
    rows = claims(asked, page("b", CONTENT, speaker="ليلى الصياد", stance="deny"))
    assert [row.stance for row in rows if row.denies] == ([] if content.asked else ["deny"])


@pytest.mark.parametrize(
    ("denial", "denied"),
    [
        ({"content": CONTENT, "stance": "deny"}, {"content": TOLL}),
        ({"content": TOLL, "stance": "deny"}, {"content": TOLL.replace("14", "24")}),
        ({"content": CONTENT, "stance": "deny"}, {"content": CONTENT, "stance": "demand"}),
        (
            {"content": "تقصير أطقمها في صيانة المحركات، لكنه أكد أن " + CONTENT, "stance": "deny"},
            {"content": CONTENT},
        ),
    ],
    ids=["another matter", "another number", "what is only demanded", "what the denier says instead"],
)
def test_what_is_not_said_is_not_denied(denial: dict[str, str], denied: dict[str, str]) -> None:
    assert claims(page("a", speaker="ليلى الصياد", **denial), page("b", **denied)) == ()  # type: ignore[arg-type]


def test_statements_alike_but_for_a_negation_deny_nothing() -> None:
    one = page("a", "العبّارة غرقت قرب جزيرة النخل في رملة")
    two = page("b", "العبّارة لم تغرق قرب جزيرة النخل في رملة", speaker="ليلى الصياد")
    assert claims(one, two) == ()


def test_who_does_not_rule_it_out_denies_nothing() -> None:
    made = document("b", f"لا تستبعد ليلى الصياد أن {CONTENT}.", outlet="صحيفة b")
    doubt = said(made, CONTENT, cue="تستبعد", source="ليلى الصياد", speaker=0, stance="deny")
    two = Page(made, attributions=(doubt,), entities=(entity(made, "ليلى الصياد"),))
    assert claims(page("a", CONTENT), two) == ()


def test_who_rules_out_what_may_come_denies_nothing() -> None:
    made = document("b", f"استبعدت ليلى الصياد أن {CONTENT}.", outlet="صحيفة b")
    doubt = said(made, CONTENT, cue="استبعدت", source="ليلى الصياد", speaker=0, stance="deny")
    two = Page(made, attributions=(doubt,), entities=(entity(made, "ليلى الصياد"),))
    assert claims(page("a", CONTENT), two) == ()


def test_whose_doing_it_was_is_denied_by_who_denies_just_that() -> None:
    whose = "مسؤوليته عن غرق العبّارة قرب جزيرة النخل بعد اصطدامها برصيف المرفأ"
    denials = (CONTENT, f"مسؤولية القبطان عن {CONTENT}")
    linked = [
        bool(claims(page("a", whose), page("b", denial, speaker="ليلى الصياد", stance="deny"))) for denial in denials
    ]
    assert linked == [False, True]


def test_what_a_denial_of_reports_holds_is_not_said_by_who_denies_them() -> None:
    words = f"صحة التغريدات المتداولة التي قالت إن {CONTENT}"
    made = document("b", f"نفت ليلى الصياد {words}.", outlet="صحيفة b")
    outer = said(made, words, cue="نفت", source="ليلى الصياد", speaker=0, stance="deny")
    inner = said(made, CONTENT, cue="قالت", source="ليلى الصياد", speaker=0)
    rows = claims(Page(made, attributions=(outer, inner), entities=(entity(made, "ليلى الصياد"),)))
    assert [(row.stance, bool(row.denies)) for row in rows] == [("deny", True), ("report", False)]


def test_a_refused_offer_is_no_denied_fact() -> None:
    made = document("b", f"رفضت ليلى الصياد أن {CONTENT}.", outlet="صحيفة b")
    refusal = said(made, CONTENT, cue="رفضت", source="ليلى الصياد", speaker=0, stance="deny")
    two = Page(made, attributions=(refusal,), entities=(entity(made, "ليلى الصياد"),))
    assert claims(page("a", CONTENT), two) == ()
