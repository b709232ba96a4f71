"""What would overturn a result, and whom weak inputs favour, as `tco sensitivity` tells it."""

from __future__ import annotations

from typing import Any

from builder.analysis.conditions import Move
from builder.analysis.flips import Flip
from builder.analysis.ledger import Entry, Ledger
from builder.analysis.ranges import SHARE
from builder.analysis.sensitivity import Swing
from builder.commands.answers import Writer
from builder.commands.quantities import RATIO
from builder.commands.show import aligned


def swing_range(swing: Swing, writer: Writer) -> str:
    """Where the ends of a swing come from."""
    if swing.span.stated:
        return writer.speech.say("stated")
    if swing.knob.row.kind == "flag":
        return writer.speech.say("other value")
    language, reach = writer.speech.language, swing.reach_in_whole_ones
    return f"±{language.percent(SHARE, 0) if reach is None else language.number(reach, 0)}"


def left_out(count: int, writer: Writer) -> list[str]:
    """A line that says how many rows a table leaves out."""
    return [f"  {writer.speech.language.say_many('{n} more', '{n} more', count)}"] if count > 0 else []


def flips_text(found: list[Flip], writer: Writer, limit: int) -> str:
    """What would have to be true, as a table."""
    speech = writer.speech
    reached = [each for each in found if each.value is not None]
    rows = [
        [
            speech.say("Assumption"),
            speech.say("Value"),
            speech.say("Overturned at"),
            speech.say("Change"),
            speech.say("In its range"),
        ]
    ]
    for each in reached[:limit]:
        if each.value is not None:
            move = "–" if each.move is None else speech.language.percent(each.move, 0)
            rows.append(
                [
                    writer.knob(each.knob),
                    writer.value(each.knob, each.base, with_unit=False),
                    writer.place(each.knob, each.value),
                    move,
                    _within(each, writer),
                ]
            )
    table = aligned(rows) if reached else f"  {speech.say('no assumption alone overturns it')}"
    never = speech.language.say_many(
        "{n} other assumption alone cannot overturn it within its hard limits, or a thousand times its value",
        "{n} other assumptions alone cannot overturn it within their hard limits, or a thousand times their value",
        len(found) - len(reached),
    )
    return "\n".join(
        [speech.say("What would have to be true"), table, *left_out(len(reached) - limit, writer), f"  {never}"]
    )


def _within(flip: Flip, writer: Writer) -> str:
    if flip.within is None:
        return "–"
    return writer.speech.say("yes") if flip.within else writer.speech.say("no")


def ledger_text(found: Ledger, writer: Writer, limit: int) -> str:
    """Which option the weakly founded inputs favour, as a table, and the condition that turns the result round."""
    speech = writer.speech
    rows = [
        [
            speech.say("Weakly supported input"),
            speech.say("Status"),
            speech.say("Favours"),
            speech.say("Adverse end"),
            speech.say("Ratio there"),
            speech.say("Range"),
        ]
    ]
    for each in found.entries[:limit]:
        knob = each.swing.knob
        favours = speech.option(each.favours) if each.favours else "–"
        mark = swing_range(each.swing, writer)
        adverse = writer.value(knob, each.adverse, with_unit=False) if each.moved else "–"
        rows.append(
            [
                writer.knob(knob),
                speech.status(each.swing.setting.status),
                favours,
                adverse,
                RATIO.text(each.ratio, speech.language, ""),
                mark,
            ]
        )
    parts = [
        speech.say("Which option the weakly supported inputs favour"),
        aligned(rows),
        *left_out(len(found.entries) - limit, writer),
    ]
    return "\n".join([*parts, f"  {_condition(found, writer)}"])


def _condition(found: Ledger, writer: Writer) -> str:
    speech = writer.speech
    subject, condition = speech.option(found.pair.subject), found.condition
    ratio = RATIO.text(condition.ratio, speech.language, "")
    ends = "; ".join(
        speech.say("{name}: {value}", name=writer.knob(each.swing.knob), value=writer.value(each.swing.knob, each.end))
        for each in condition.moves
    )
    if found.wins:
        if condition.met:
            return speech.say("{subject} is not the cheaper when all of these hold: {ends}", subject=subject, ends=ends)
        return speech.say(
            "no condition was found within the ranges: with every adverse end at once the ratio is {worst}", worst=ratio
        )
    stands = speech.say("{subject} is not the cheaper as the study stands", subject=subject)
    if condition.met:
        turned = speech.say("it is when all of these hold: {ends}", ends=ends)
    else:
        turned = speech.say(
            "no condition within the ranges makes it so: with every favourable end at once the ratio is {best}",
            best=ratio,
        )
    return f"{stands}\n  {turned}"


def flip_object(flip: Flip, writer: Writer) -> dict[str, Any]:
    """A flip as an object."""
    return {
        **writer.about(flip.knob),
        "flips_at": flip.value,
        "change": flip.move,
        "within_range": flip.within,
        "searched": [flip.searched.low, flip.searched.high],
        "within_hard_limits": flip.value is not None,
    }


def ledger_object(found: Ledger, writer: Writer) -> dict[str, Any]:
    """The ledger as an object; `overturned_by` turns the result round, whichever way it stands."""
    entries = [_entry_object(each, writer) for each in found.entries]
    condition = found.condition
    return {
        "base": found.base,
        "entries": entries,
        "overturned_by": [_move_object(each, writer) for each in condition.moves] if condition.met else None,
        "ratio_with_all_moved": condition.ratio,
    }


def _move_object(move: Move, writer: Writer) -> dict[str, Any]:
    return {
        **writer.about(move.swing.knob),
        "status": move.swing.setting.status,
        "stated": move.swing.span.stated,
        "moved_to": move.end,
        "ratio": move.ratio,
    }


def _entry_object(entry: Entry, writer: Writer) -> dict[str, Any]:
    return {
        **writer.about(entry.swing.knob),
        "status": entry.swing.setting.status,
        "favours": entry.favours,
        "stated": entry.swing.span.stated,
        "adverse": entry.adverse,
        "ratio": entry.ratio,
        "moved": entry.moved,
    }
