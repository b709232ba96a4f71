"""Names by which one part of a study means another: options, workloads, scenarios, comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from builder.study.document import Path
from builder.study.problems import Problems, closest
from builder.study.schema import Comparison, Study


def check_references(study: Study, problems: Problems) -> tuple[Study | None, tuple[Path, ...]]:
    """Find names that lead nowhere; the study without the parts that have one, and their paths.

    None where no scenario is left.
    """
    check = _Check(study, problems)
    lost = {key for key in study.scenarios if not check.scenario(key)}
    wrong = {key for key, each in study.comparisons.items() if not check.comparison(key, each, lost)}
    for key, case in study.cases.items():
        check.known(("cases", key, "comparisons"), "comparison", case.comparisons, study.comparisons)
    for key, option in study.options.items():
        for node_type in option.benchmarks:
            if node_type not in option.node_types:
                check.unknown(("options", key, "benchmarks", node_type), "node type", node_type, option.node_types)
    check.sensitivity()
    shared = check.shared_ids()
    dangling = (*(("scenarios", key) for key in lost), *(("comparisons", key) for key in wrong), *shared)
    scenarios = {key: each for key, each in study.scenarios.items() if key not in lost}
    comparisons = {key: each for key, each in study.comparisons.items() if key not in wrong}
    if not scenarios:
        return None, dangling
    return study.model_copy(
        update={"scenarios": scenarios, "comparisons": comparisons}
    ) if dangling else study, dangling


class _Check:
    def __init__(self, study: Study, problems: Problems) -> None:
        self.study, self.problems = study, problems

    def known(self, path: Path, kind: str, names: Sequence[str], known: Iterable[str]) -> bool:
        """Whether all of a list's names are known and none stands there twice."""
        known, good = list(known), True
        for index, name in enumerate(names):
            if name not in known:
                self.unknown((*path, index), kind, name, known)
                good = False
            elif name in names[:index]:
                self.problems.add((*path, index), f"the {kind} {name!r} stands here twice", "keep one of the two")
                good = False
        return good

    def unknown(self, path: Path, kind: str, name: str, known: Iterable[str]) -> None:
        if not self.problems.is_lost(name) and (f"{kind}s",) not in self.problems.left_out:
            self.problems.add(path, f"there is no {kind} {name!r}", closest(name, known))

    def scenario(self, key: str) -> bool:
        scenario, path = self.study.scenarios[key], ("scenarios", key)
        good = True
        if scenario.workload not in self.study.workloads:
            self.unknown((*path, "workload"), "workload", scenario.workload, self.study.workloads)
            good = False
        for option in scenario.options:
            if option not in self.study.options:
                self.unknown((*path, "options", option), "option", option, self.study.options)
                good = False
        if not scenario.options:
            options = ", ".join(self.study.options)
            self.problems.add((*path, "options"), "no option is listed", f"list at least one of {options}")
            good = False
        return good

    def comparison(self, key: str, comparison: Comparison, lost: set[str]) -> bool:
        """`lost` are scenarios with problems of their own, of which nothing more is said."""
        path, study = ("comparisons", key), self.study
        good = True
        if comparison.subject not in study.options:
            self.unknown((*path, "subject"), "option", comparison.subject, study.options)
            good = False
        good &= self.known((*path, "alternatives"), "option", comparison.alternatives, study.options)
        good &= self.known((*path, "scenarios"), "scenario", comparison.scenarios, study.scenarios)
        if comparison.subject in comparison.alternatives:
            what = f"the subject {comparison.subject!r} is compared with itself"
            self.problems.add((*path, "alternatives"), what, "name other options as alternatives")
            good = False
        for index, each in enumerate(comparison.scenarios):
            for option in dict.fromkeys((comparison.subject, *comparison.alternatives)):
                if each in study.scenarios and option in study.options and each not in lost:
                    good &= self.weighed((*path, "scenarios", index), each, option)
        return good and not lost.intersection(comparison.scenarios)

    def weighed(self, path: Path, scenario: str, option: str) -> bool:
        if option in self.study.scenarios[scenario].options:
            return True
        remedy = f"add it under scenarios.{scenario}.options, or leave the scenario out here"
        self.problems.add(path, f"the scenario {scenario!r} does not have the option {option!r}", remedy)
        return False

    def sensitivity(self) -> None:
        """The comparison and the alternative that the workbook's Sensitivity sheet looks at."""
        path, chosen = ("workbook", "sensitivity"), self.study.workbook.sensitivity
        if chosen.comparison is not None and chosen.comparison not in self.study.comparisons:
            self.unknown((*path, "comparison"), "comparison", chosen.comparison, self.study.comparisons)
        compared = [each for key, each in self.study.comparisons.items() if chosen.comparison in (None, key)]
        alternatives = list(dict.fromkeys(each for comparison in compared for each in comparison.alternatives))
        if chosen.alternative is not None and chosen.alternative not in alternatives and compared:
            self.unknown((*path, "alternative"), "alternative", chosen.alternative, alternatives)

    def shared_ids(self) -> list[Path]:
        """Workloads with the id of an option: both own assumptions, which are named by it."""
        shared = [key for key in self.study.workloads if key in self.study.options]
        for key in shared:
            what = f"{key!r} is the id of an option and of a workload"
            self.problems.add(("workloads", key), what, "give one of them another id")
        return [("workloads", key) for key in shared]
