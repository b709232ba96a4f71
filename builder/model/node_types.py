"""An option with several types of node: the lines that each type has for itself, written once in the model file.

A line of a type bears the type's key before its own (`h100_nodes`), and so does an input (`h100_node_price`). Within
the type's lines the plain names stand for the type's own, where it has them, else for the option's and the study's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.formula.functions import View
from builder.formula.nodes import Node as Tree
from builder.formula.parse import parse
from builder.formula.shapes import references
from builder.model.construction import Construction, Draft
from builder.model.graph import Binding
from builder.model.library import Input, ModelFile, NodeTypes, Section
from builder.study.schema import Line, Text

_PLACEHOLDER = re.compile(r"{(\w+)}")
_BY_TYPE = re.compile(r"(\w+)_by_type")


def of_type(node_type: str, key: str) -> str:
    """The key that a type's line or input has within its option.

    >>> of_type("h100", "node_price")
    'h100_node_price'
    """
    return f"{node_type}_{key}"


def with_node_types(
    file: ModelFile, base: ModelFile, workload: Sequence[ModelFile], types: Mapping[str, Text], asked: Collection[str]
) -> ModelFile:
    """The model file of an option with these types of node.

    `file` is its kind's with the features asked for, `base` without them; `workload` are the files whose lines a type
    has for its share of the demand; `asked` are the keys of all assumptions that the study sets.
    """
    spec = file.node_types
    if spec is None or not types:
        return file
    general = _lines(each for one in workload for each in one.sections)
    whole = _whole(spec, general, _lines(file.sections), _lines(base.sections))
    typed = _lines_of_type(spec, general, _lines(file.sections), whole.values())
    read = _names(typed.values())
    inputs = {key: each for source in (*workload, file) for key, each in source.inputs.items() if key in read}
    inputs |= spec.inputs
    of_types = dict(_type_inputs(spec, file, inputs, types, asked))
    kept = {
        key: each for key, each in file.inputs.items()
        if key not in read or key in asked or any(of_type(node_type, key) not in of_types for node_type in types)
    }  # fmt: skip
    said = _Said(typed, types, of_types, file.inputs.keys() - kept.keys())
    sections = [_section(node_type, label, typed) for node_type, label in types.items()]
    sections += _rest(file, spec, whole, said)
    checks = {**file.checks, **spec.checks}
    further = (*file.further, *(of_type(node_type, key) for node_type in types for key in inputs))
    found = {"inputs": {**kept, **of_types}, "sections": tuple(sections), "checks": checks, "further": further}
    return file.model_copy(update=found)


def groups_of(option: str, types: Iterable[str], tree: Tree) -> dict[str, tuple[str, ...]]:
    """The groups that an option's line reads: a line of every type, by the ids of its nodes."""
    found = [each.name for each in references(tree) if each.view is View.GROUP]
    keys = [(name, _BY_TYPE.fullmatch(name)) for name in found]
    return {name: tuple(f"{option}.{of_type(node_type, key[1])}" for node_type in types) for name, key in keys if key}


def _lines(sections: Iterable[Section]) -> dict[str, Line]:
    return {key: line for section in sections for key, line in section.lines.items()}


def _names(lines: Iterable[Line]) -> set[str]:
    """Every name that some lines read."""
    return {each.name for line in lines for each in references(parse(line.formula))}


def _whole(
    spec: NodeTypes, general: Mapping[str, Line], own: Mapping[str, Line], base: Mapping[str, Line]
) -> dict[str, Line]:
    """The lines that the option draws from its types; where a feature has another line, that one stays.

    A line with `replaces` is put in the place of a feature's, and is there only with it.
    """
    reckoned = {key: general[key] for key in spec.reckoned if key in general}
    return reckoned | {
        key: line
        for key, line in _lines(spec.whole).items()
        if ((key in own) if line.replaces else (own.get(key) == base.get(key)))
    }


def _lines_of_type(
    spec: NodeTypes, general: Mapping[str, Line], own: Mapping[str, Line], whole: Iterable[Line]
) -> dict[str, Line]:
    """The lines that every type has: its own, of the workload, and moved from the option; none that nobody reads."""
    found = {**_lines(spec.sections[:1]), **{key: general[key] for key in spec.sized if key in general}}
    found |= {key: own[key] for key in spec.moved if key in own}
    read = {match[1] for name in _names(whole) if (match := _BY_TYPE.fullmatch(name))}
    return found | {key: line for key, line in _lines(spec.sections[1:]).items() if key in read}


def _type_inputs(
    spec: NodeTypes, file: ModelFile, inputs: Mapping[str, Input], types: Mapping[str, Text], asked: Collection[str]
) -> Iterator[tuple[str, Input]]:
    """What is set for a type, and what has to be: the type's own inputs, and prices that the option does not have."""
    for node_type, label in types.items():
        for key, each in inputs.items():
            needed = key in spec.inputs or (key in file.inputs and each.default is None and key not in asked)
            if needed or of_type(node_type, key) in asked:
                yield of_type(node_type, key), each.model_copy(update={"label": prefixed(label, each.label)})


def prefixed(node_type: Text, label: Text) -> Text:
    """A label with the type's before it.

    >>> prefixed({"*": "H100"}, {"en": "Nodes", "ko": "노드 수"})
    {'en': 'H100: Nodes', 'ko': 'H100: 노드 수'}
    """
    first = next(iter(node_type.values()))
    return {code: f"{node_type.get(code, node_type.get('*', first))}: {text}" for code, text in label.items()}


def _section(node_type: str, label: Text, lines: Mapping[str, Line]) -> Section:
    named = {
        of_type(node_type, key): line.model_copy(update={"label": prefixed(label, line.label)})
        for key, line in lines.items()
    }
    return Section(key=node_type, label=label, lines=named, node_type=node_type)


def _rest(file: ModelFile, spec: NodeTypes, whole: Mapping[str, Line], said: _Said) -> list[Section]:
    """The option's sections without what its types have, with what it draws from them."""
    left = {key: said.treated(line) for key, line in whole.items()}
    sections = []
    for section in file.sections:
        lines = {
            key: left.pop(key, said.treated(line))
            for key, line in section.lines.items()
            if key in left or key not in spec.moved
        }
        sections.append(section.model_copy(update={"lines": lines}))
    first, *others = sections
    return [first.model_copy(update={"lines": {**left, **first.lines}}), *others]


@dataclass(frozen=True, slots=True)
class _Said:
    """How an option's cost line is treated where types differ: once for each of them.

    `lines` and `inputs` are those that the types have, `gone` the inputs that the option has no more.
    """

    lines: Mapping[str, Line]
    types: Mapping[str, Text]
    inputs: Collection[str]
    gone: Collection[str]

    def treated(self, line: Line) -> Line:
        """The line with its treatment said of each type, or with that of the line that it sums."""
        found = [self.lines.get(match[1]) for name in _names([line]) if (match := _BY_TYPE.fullmatch(name))]
        if line.treatment and any(_BY_TYPE.search(text) for text in line.treatment.values()):
            return line.model_copy(update={"treatment": self.filled(line.treatment)})
        said = line.treatment or (found[0].treatment if len(found) == 1 and found[0] else None)
        names = {name for text in (said or {}).values() for name in _PLACEHOLDER.findall(text)}
        if said is None or (line.treatment and not names & set(self.gone)):
            return line
        return line.model_copy(update={"treatment": self.of_each_type(said)})

    def of_each_type(self, said: Text) -> Text:
        """A treatment said once for each type, the type's name before it."""
        parts = [prefixed(label, self.named(node_type, said)) for node_type, label in self.types.items()]
        return {code: "; ".join(each[code] for each in parts) for code in parts[0]}

    def filled(self, treatment: Text) -> Text:
        """A treatment with what is said of a line of each type where it names that line: `{line_by_type}`."""
        for key, line in self.lines.items():
            if line.treatment is not None:
                said = self.of_each_type(line.treatment)
                treatment = {
                    code: text.replace(f"{{{key}_by_type}}", said[code]) for code, text in treatment.items()
                }
        return treatment

    def named(self, node_type: str, text: Text) -> Text:
        """A treatment that names what the type has for itself."""

        def name(found: re.Match[str]) -> str:
            own = of_type(node_type, found[1])
            return f"{{{own if own in self.inputs or found[1] in self.lines else found[1]}}}"

        return {code: _PLACEHOLDER.sub(name, each) for code, each in text.items()}


@dataclass(frozen=True, slots=True)
class TypeNames:
    """What names stand for in a line of a node type: the type's own, else the option's, else the general ones.

    `outside` is the name that means the one outside the type: a line that reads its own name is a share of that.
    """

    under: Construction
    option: str
    node_type: str
    outside: str

    @classmethod
    def of(cls, under: Construction, draft: Draft, node_type: str) -> TypeNames:
        """The names of a type's line; its own earlier periods are its own."""
        now = [each.name for each in references(draft.tree) if each.view is View.VALUE] if draft.tree else []
        outside = next((each for each in now if of_type(node_type, each) == draft.key), "")
        return cls(under, draft.owner, node_type, outside)

    def __call__(self, name: str) -> Binding | None:
        """The node that a name is bound to; None where there is none."""
        own = self.under.visible(of_type(self.node_type, name), self.option) if name != self.outside else None
        return own or self.under.visible(name, self.option)
