"""Study and library to the model graph: one pass per scope, every problem collected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path as FilePath
from typing import Any

from builder.errors import ModelError, Problem, StudyError
from builder.language.money import is_currency
from builder.model.adjusting import draft_adjustments
from builder.model.assumptions import gather_assumptions
from builder.model.binding import bind_drafts
from builder.model.checks import bound_checks, check_inputs_read
from builder.model.claims import check_conditions, draft_claims
from builder.model.comparing import draft_pairs, draft_ranges
from builder.model.construction import Construction
from builder.model.graph import Binding, Model, sort_nodes
from builder.model.library import Library, load_library
from builder.model.lines import add_inputs, draft_lines
from builder.model.names import check_ids, check_names
from builder.model.taxes import draft_taxes, settle_net_prices
from builder.model.totals import draft_totals
from builder.study.loader import LoadedStudy, read_study, with_case
from builder.study.problems import Problems, in_file_order


def load_model(file: FilePath, settings: Iterable[tuple[str, Any]] = ()) -> Model:
    """The model of a study file. Raises StudyError or ModelError with the problems of both, every one at once."""
    return model_of(*read_study(file, settings))


def model_of(loaded: LoadedStudy | None, problems: Sequence[Problem]) -> Model:
    """The model of a study as it was read, with the problems of reading it. Raises StudyError or ModelError for all."""
    if loaded is None or ("currency",) in loaded.left_out:
        raise StudyError(*in_file_order(problems))
    try:
        model = build_model(loaded)
    except ModelError as error:
        kind = StudyError if problems else ModelError
        raise kind(*in_file_order([*problems, *error.problems])) from None
    if problems:
        raise StudyError(*in_file_order(problems))
    _check_cases(loaded, model.library)
    return model


def build_model(loaded: LoadedStudy, library: Library | None = None) -> Model:
    """The graph of a study's model. Raises ModelError with every wrong formula, unit, name, group or cycle."""
    library = library or load_library()
    problems = Problems(loaded.document, loaded.left_out)
    _check_version(loaded, library, problems)
    _check_currency(loaded, library, problems)
    check_ids(loaded.study, problems)
    units = library.vocabulary.unit_system(loaded.study.currency, loaded.study.rates)
    assumptions = gather_assumptions(loaded, library, units, problems)
    under = Construction(loaded, library, assumptions, problems)
    add_inputs(under)
    draft_lines(under)
    draft_adjustments(under)
    settle_net_prices(under)
    bind_drafts(under)
    under.stop_on_problems()
    for draft_more in (draft_taxes, draft_totals, draft_pairs, draft_ranges):
        draft_more(under)
        bind_drafts(under)
        under.stop_on_problems()
    if not loaded.left_out:  # else what is missing would be blamed on who names it
        _add_claims(under)
    checks = tuple(bound_checks(under))
    if not (loaded.left_out or loaded.unused):  # what is not there could have read one
        check_inputs_read(under, checks)
    under.stop_on_problems()
    return Model(loaded, library, under.units, assumptions, under.nodes, sort_nodes(under.nodes), checks)


def _add_claims(under: Construction) -> None:
    model = Model(under.loaded, under.library, under.units, under.assumptions, under.nodes, (), ())
    outputs = {name: Binding(node.id, None if scenario is None else (scenario,))
               for name, node, scenario in model.outputs()}  # fmt: skip
    check_names(model, under.problems)
    draft_claims(under, outputs)
    bind_drafts(under)
    check_conditions(under, outputs)
    under.stop_on_problems()


def _check_version(loaded: LoadedStudy, library: Library, problems: Problems) -> None:
    wanted, known = loaded.study.model, library.vocabulary
    if wanted is None or wanted == known.version:
        return
    changes = "; ".join(f"version {version}: {what}" for version, what in known.changes.items() if version > wanted)
    what = f"the study was written for version {wanted} of the model, this is version {known.version}"
    remedy = f"look through what changed ({changes}), then write model: {known.version}"
    problems.add(("model",), what, remedy if wanted < known.version else "install a newer builder")


def _check_currency(loaded: LoadedStudy, library: Library, problems: Problems) -> None:
    vocabulary, currency = library.vocabulary, loaded.study.currency
    if currency in vocabulary.units or currency in vocabulary.derived:
        problems.add(
            ("currency",), f"{currency} is a unit of the model, not a currency", "write a currency, such as USD"
        )
        raise ModelError(*problems.found)  # no unit could be judged
    remedy = "write its code of three letters, such as USD"
    for path, code in (("currency",), currency), *((("rates", each), each) for each in loaded.study.rates):
        if not is_currency(code):
            problems.add(path, f"there is no currency {code!r}", remedy)
    if not is_currency(currency):
        raise ModelError(*problems.found)


def _check_cases(loaded: LoadedStudy, library: Library) -> None:
    """Raise StudyError where what a case sets leads nowhere or cannot be."""
    found = list[Problem]()
    units = library.vocabulary.unit_system(loaded.study.currency, loaded.study.rates)
    for case in loaded.study.cases:
        try:
            overridden = with_case(loaded, case)
        except StudyError as error:
            found += error.problems
            continue
        problems = Problems(overridden.document)
        gather_assumptions(overridden, library, units, problems)
        found += problems.found
    if found:
        raise StudyError(*found)
