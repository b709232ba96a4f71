"""The family of errors: one base, all problems in the text, where and what and a remedy on lines of their own."""

from __future__ import annotations

import pickle

import pytest

from builder import errors
from builder.errors import ModelError, Problem, ReportError, StudyError, TcoError, WorkbookError


def test_a_problem_reads_as_where_what_and_what_to_do() -> None:
    problem = Problem("study.yaml:7 options.ec2.kind", "there is no option kind 'cloud'", "did you mean 'cloud_iaas'?")
    assert str(problem).splitlines() == [
        "study.yaml:7 options.ec2.kind: there is no option kind 'cloud'",
        "    -> did you mean 'cloud_iaas'?",
    ]


def test_a_problem_without_a_place_or_a_remedy_reads_without_it() -> None:
    assert str(Problem("", "nothing to build")) == "nothing to build"


@pytest.mark.parametrize("kind", [StudyError, ModelError, WorkbookError, ReportError])
def test_every_error_is_of_the_family_and_says_all_its_problems(kind: type[TcoError]) -> None:
    error = kind(Problem("a", "first"), Problem("b", "second", "mend it"))
    assert isinstance(error, TcoError)
    assert str(error) == "a: first\nb: second\n    -> mend it"
    assert [problem.where for problem in error.problems] == ["a", "b"]


def test_every_error_goes_from_one_process_to_another() -> None:
    error = StudyError(Problem("a", "first"), Problem("b", "second"))
    assert pickle.loads(pickle.dumps(error)).problems == error.problems


def test_every_public_name_is_documented() -> None:
    for name, value in vars(errors).items():
        if isinstance(value, type) and value.__module__ == errors.__name__:
            assert value.__doc__, name
