"""What templates say, in a real Jinja environment."""

import pytest
from jinja2 import Environment, StrictUndefined

from builder.language import MissingMessageError, template_functions

ENTRIES = """
msgid "Costs of <em>{customer}</em>: {cost}"
msgstr "<em>{customer}</em>(은/는) {cost}(을/를) 지출"

msgid "{n} node"
msgid_plural "{n} nodes"
msgstr[0] "노드 {n}개"

msgid "100% of it"
msgstr "전체의 100%"
"""


@pytest.fixture
def korean(language_of):
    return language_of("ko", ENTRIES, plurals="nplurals=1; plural=0;")


def render(language, source, **values):
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True, undefined=StrictUndefined)
    environment.newstyle_gettext = True
    environment.globals.update(template_functions(language))
    return environment.from_string(source).render(**values)


TRANS = "{% trans customer=customer, cost=cost %}Costs of <em>{{ customer }}</em>: {{ cost }}{% endtrans %}"
CALL = '{{ _("Costs of <em>{customer}</em>: {cost}", customer=customer, cost=cost) }}'


@pytest.mark.parametrize("source", [TRANS, CALL])
def test_particles_see_the_values_and_values_are_escaped(english, korean, source):
    values = {"customer": "R&D 본부", "cost": "$12.50"}
    assert render(english, source, **values) == "Costs of <em>R&amp;D 본부</em>: $12.50"
    assert render(korean, source, **values) == "<em>R&amp;D 본부</em>는 $12.50를 지출"


def test_plurals(english, korean):
    source = "{% trans n=nodes %}{{ n }} node{% pluralize %}{{ n }} nodes{% endtrans %}"
    assert render(english, source, nodes=1) == "1 node"
    assert render(english, source, nodes=1200) == "1,200 nodes"
    assert render(korean, source, nodes=1200) == "노드 1,200개"


def test_a_percent_sign_is_a_percent_sign(english, korean):
    for source in ("{% trans %}100% of it{% endtrans %}", '{{ _("100% of it") }}'):
        assert render(english, source) == "100% of it"
        assert render(korean, source) == "전체의 100%"


def test_a_missing_message_fails_the_build(korean):
    with pytest.raises(MissingMessageError, match="'Contents'"):
        render(korean, "{% trans %}Contents{% endtrans %}")


def test_a_customer_cannot_write_html(korean):
    said = render(korean, TRANS, customer="<script>", cost="{customer}")
    assert said == "<em>&lt;script&gt;</em>는 {customer}를 지출"
