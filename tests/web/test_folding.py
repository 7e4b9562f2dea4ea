# SPDX-License-Identifier: Apache-2.0
"""Templates folded when they are read: a page says the same, and what depends on the page stays open."""

from __future__ import annotations

from django.template import Context, Template, engines
from django.template.base import TextNode
from django.template.loader import get_template

from yunce.web.ui.folding import fold

WRITTEN = (
    "<a href=\"{% url 'work' %}\">{% translate '执行 &amp; 100%' %}</a>{% if deep %}{% for one in many %}{% translate '第' %}{{ one }}"
    "{% endfor %}{% else %}{% static 'ui/app.css' %}{% endif %}"
    "{% translate who %}{% url 'work-item' id %}{% translate '今日' as day %}{{ day }}"
)


def test_what_is_folded_says_the_same() -> None:
    plain, folded = Template(WRITTEN), Template(WRITTEN)
    fold(folded.nodelist)
    for deep in (True, False):
        values = {"deep": deep, "many": ("<b>", 2), "who": "谁 <i>", "id": "abc"}
        assert folded.render(Context(values)) == plain.render(Context(values))
    assert isinstance(folded.nodelist[0], TextNode) and len(folded.nodelist) < len(plain.nodelist)


def test_an_address_that_is_not_there_is_told_by_who_draws_it() -> None:
    template = Template("{% if shown %}{% url 'no-such-page' %}{% endif %}好")
    fold(template.nodelist)
    assert template.render(Context()) == "好"


def test_the_pages_templates_are_folded_and_kept() -> None:
    first = get_template("workitems/_tabs.html")
    assert get_template("workitems/_tabs.html").template is first.template  # type: ignore[attr-defined]  # Django's own kind of template
    assert "yunce.web.ui.folding.FoldingLoader" in str(engines["django"].engine.loaders)  # type: ignore[attr-defined]
