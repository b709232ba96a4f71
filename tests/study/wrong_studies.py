"""Wrong studies, one of each kind: the edit that makes it wrong, and what is said of it, where and with which remedy."""

# ruff: noqa: E501  # one passage of a study, or of a message, is one text

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """One problem: the line (and column) and field it is told of, and words of the message and of the remedy."""

    where: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A study that is wrong in one way, and every problem that is to be told of it, in the order of the file."""

    kind: str
    edits: tuple[tuple[str, str], ...]
    said: tuple[Said, ...]


def wrong(kind: str, edits: list[tuple[str, str]], *said: tuple[str, str, str]) -> Wrong:
    return Wrong(kind, tuple(edits), tuple(Said(*each) for each in said))


FORMULA = "formula: nodes * rack_price * months_per_year * operating_years"

# fmt: off  # an edit, and below it what is said of it

# Keys
KEYS = [
    wrong("an unknown key of the study", [("as_of: 2025-01-31", "as_of: 2025-01-31\ncurrencie: USD")],
        ("3 currencie", "unknown key 'currencie'", "did you mean 'currency'?")),
    wrong("an unknown key of a section", [("as_of: 2025-01-31", "as_of: 2025-01-31\ntimeline: {year: 3}")],
        ("3 timeline.year", "unknown key 'year'", "did you mean 'years'?")),
    wrong("an unknown key of an option", [("    kind: on_premises\n", "    kind: on_premises\n    colour: red\n")],
        ("11 options.own.colour", "unknown key 'colour'", "known are kind, label, node_types, assumptions, lines,")),
    wrong("an unknown key of an assumption", [("users: 5000", "users: {value: 5000, stattus: quoted}")],
        ("4 assumptions.users.stattus", "unknown key 'stattus'", "did you mean 'status'?")),
    wrong("an unknown key of a line", [("basis: cash", "bassis: cash")],
        ("20 options.own.lines.rack_space.bassis", "unknown key 'bassis'", "did you mean 'basis'?")),
    wrong("an unknown key of a scenario", [("small: {workload", "small: {users: 5, workload")],
        ("28 scenarios.small.users", "unknown key 'users'", "known are workload, options, label, assumptions")),
    wrong("an unknown key of a scenario's option", [("large: {workload: chat, options: [own, api]", "large: {workload: chat, options: {own: {asumptions: {}}, api: {}}")],
        ("29 scenarios.large.options.own.asumptions", "unknown key 'asumptions'", "did you mean 'assumptions'?")),
    wrong("an unknown key of a comparison", [("subject: own", "subject: own, subjekt: own")],
        ("31 comparisons.all.subjekt", "unknown key 'subjekt'", "did you mean 'subject'?")),
    wrong("an unknown key of the report", [("report:\n", "report:\n  claim: {}\n")],
        ("35 report.claim", "unknown key 'claim'", "did you mean 'claims'?")),
    wrong("an unknown key of a claim", [("      requires:", "      require:")],
        ("39 report.claims.ratio.require", "unknown key 'require'", "did you mean 'requires'?")),
    wrong("an unknown key of a claim's value", [("format: multiple", "fromat: multiple")],
        ("38 report.claims.ratio.values.most.fromat", "unknown key 'fromat'", "did you mean 'format'?")),
    wrong("a line whose key is no name", [("      rack_space:", "      Rack Space:")],
        ("16 options.own.lines.Rack Space", "'Rack Space' cannot be a name in formulas", "use up to 61 small letters a to z, digits and '_', a letter")),
    wrong("an id that begins with a digit", [("  small: {", "  5k: {"), ("[small, large]", "[large]")],
        ("28 scenarios.5k", "'5k' cannot be an id", "use up to 31 letters a to z, digits, '-' and '_', a letter")),
    wrong("an id too long for a sheet", [("  small: {", "  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: {"), ("[small, large]", "[large]")],
        ("28 scenarios.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' cannot be an id", "use up to 31 letters a to z, digits, '-' and '_', a letter")),
    wrong("a scenario without options", [("small: {workload: chat, options: [own, api]}", "small: {workload: chat}")],
        ("28 scenarios.small.options", "'options' is missing", "every scenario needs it")),
    wrong("no date", [("as_of: 2025-01-31\n", "")],
        ("1 as_of", "'as_of' is missing", "every study needs it")),
    wrong("an empty section", [("scenarios:\n", "scenarios:\nscenariosx:\n")],
        ("27 scenarios", "nothing stands below it", "write `name: ...` below it, indented"),
        ("28 scenariosx", "unknown key 'scenariosx'", "did you mean 'scenarios'?")),
    wrong("a text in place of an option", [("  api:\n    kind: token_api\n    label: Token API\n    assumptions: {price_in: 2.5, price_out: 10}\n", "  api: token_api\n")],
        ("23 options.api", "keys and values are expected, not 'token_api'", "write `name: ...` below it, indented")),
]

# Assumptions: whose they are, and whether they are there
ASSUMPTIONS = [
    wrong("a misspelt general assumption", [("electricity_price: 0.14", "electricty_price: 0.14")],
        ("5 assumptions.electricty_price", "there is no assumption 'electricty_price' here", "did you mean 'electricity_price'? (an assumption of your")),
    wrong("a misspelt assumption of an option: not also called missing", [("node_price: 138500", "node_prise: 138500")],
        ("13 options.own.assumptions.node_prise", "there is no assumption 'node_prise' here", "did you mean 'node_price'? (an assumption of your own needs")),
    wrong("a misspelt assumption of a workload", [("latency: 20", "latencey: 20")],
        ("7 workloads.chat.assumptions.latencey", "there is no assumption 'latencey' here", "did you mean 'latency'? (an assumption of your own needs")),
    wrong("a misspelt assumption of a scenario", [("{users: 20000}", "{user: 20000}")],
        ("29 scenarios.large.assumptions.user", "there is no general assumption 'user'", "did you mean 'users'?")),
    wrong("an option's assumption among a scenario's general ones", [("{users: 20000}", "{users: 20000, node_price: 5}")],
        ("29 scenarios.large.assumptions.node_price", "there is no general assumption 'node_price'", "it belongs to own: write")),
    wrong("a general assumption in an option", [("node_price: 138500", "node_price: 138500\n      users: 10")],
        ("14 options.own.assumptions.users", "there is no assumption 'users' here", "it holds for all options: write assumptions.users")),
    wrong("a general assumption in a scenario's option", [("large: {workload: chat, options: [own, api]", "large: {workload: chat, options: {own: {assumptions: {users: 5}}, api: {}}")],
        ("29 scenarios.large.options.own.assumptions.users", "the option 'own' has no assumption 'users' of its own", "it holds for all options: write")),
    wrong("another option's assumption", [("node_price: 138500", "node_price: 138500\n      price_in: 10")],
        ("14 options.own.assumptions.price_in", "there is no assumption 'price_in' here", "it belongs to api: write options.api.assumptions.price_in")),
    wrong("an assumption of what is computed", [("users: 5000", "users: 5000\n  nodes: 4")],
        ("5 assumptions.nodes", "'nodes' is a line of the model, which is computed", "`tco explain STUDY nodes` says from what; change that")),
    wrong("a required input without a value", [("      node_price: 138500\n", "")],
        ("12 options.own.assumptions.node_price", "node_price has no value (Price per node, with GPUs, deployment and", "write options.own.assumptions.node_price, or")),
    wrong("a key without a value", [("node_price: 138500", "node_price:")],
        ("13 options.own.assumptions.node_price", "the value is missing", "write a number in USD/node")),
    wrong("a required input with a value in one scenario only", [("  users: 5000\n", "")],
        ("3 assumptions.users", "users has no value in small (Users; in user)", "write assumptions.users, or")),
    wrong("an assumption of its own that a line forgets", [(FORMULA, "formula: nodes * 0 * node_price * operating_flag")],
        ("14 options.own.assumptions.rack_price", "no line reads the assumption 'rack_price'", "use it in a line, or remove it")),
    wrong("an assumption of its own that no line reads", [("users: 5000", "users: 5000\n  foo: {value: 1, unit: 1, label: Foo}")],
        ("5 assumptions.foo", "no line reads the assumption 'foo'", "use it in a line, or remove it")),
    wrong("an unknown status", [("electricity_price: 0.14", "electricity_price: {value: 0.14, status: quotet}")],
        ("5 assumptions.electricity_price.status", "there is no status 'quotet'", "did you mean 'quoted'?")),
    wrong("an unknown audience", [("electricity_price: 0.14", "electricity_price: {value: 0.14, audience: all}")],
        ("5 assumptions.electricity_price.audience", "'all' cannot stand here", "known are internal, customer, public")),
]

# Values
VALUES = [
    wrong("a price with its currency", [("node_price: 138500", "node_price: $138,500")],
        ("13 options.own.assumptions.node_price", "a number is expected, not the text '$138,500'", "write 138500")),
    wrong("a number with commas", [("node_price: 138500", "node_price: 138,500")],
        ("13 options.own.assumptions.node_price", "a number is expected, not the text '138,500'", "write 138500")),
    wrong("a number in thousands", [("node_price: 138500", "node_price: 138.5k")],
        ("13 options.own.assumptions.node_price", "a number is expected, not the text '138.5k'", "write 138500")),
    wrong("a percentage", [("electricity_price: 0.14", "electricity_price: {value: 0.14, low: 10%}")],
        ("5 assumptions.electricity_price.low", "a number is expected, not the text '10%'", "write 0.1")),
    wrong("a number in quotes", [("node_price: 138500", "node_price: '138500'")],
        ("13 options.own.assumptions.node_price", "a number is expected, not the text '138500'", "write 138500")),
    wrong("on is a text", [("node_price: 138500", "node_price: on")],
        ("13 options.own.assumptions.node_price", "a number is expected, not the text 'on'", "write a plain number such as 0.173, without unit or currency")),
    wrong("12:30:45 is a text", [("node_price: 138500", "node_price: 12:30:45")],
        ("13 options.own.assumptions.node_price", "a number is expected, not the text '12:30:45'", "write a plain number such as 0.173, without unit or currency")),
    wrong("true for a number", [("node_price: 138500", "node_price: true")],
        ("13 options.own.assumptions.node_price", "a number is expected, not True", "write a plain number such as 0.173, without unit or currency")),
    wrong("a list for a number", [("node_price: 138500", "node_price: [1, 2]")],
        ("13 options.own.assumptions.node_price", "the list has 2 values, the timeline 3 years", "write one number for each year, or value: and growth:")),
    wrong("a price below zero", [("price_in: 2.5", "price_in: -2.5")],
        ("26 options.api.assumptions.price_in", "-2.5 is below the least possible, 0 USD/Mtoken", "write at least 0 USD/Mtoken; is the value in another unit?")),
    wrong("a factor out of its range", [("node_price: 138500", "node_price: 138500\n      pue: 13")],
        ("14 options.own.assumptions.pue", "13 is above the most possible, 3", "write at least 1 and at most 3; is the value in another")),
    wrong("low above high", [("electricity_price: 0.14", "electricity_price: {value: 0.14, low: 0.3, high: 0.1}")],
        ("5 assumptions.electricity_price.low", "low 0.3 is above high 0.1", "exchange them")),
    wrong("more years counted than the timeline has", [("users: 5000", "users: 5000\n  cost_horizon: 5")],
        ("5 assumptions.cost_horizon", "5 is above the most possible, 3 year", "write at least 0 and at most 3 year; raise timeline.years")),
    wrong("yes for a flag", [("    kind: token_api\n    label: Token API\n    assumptions: {price_in: 2.5, price_out: 10}", "    kind: cloud_iaas\n    label: Token API\n    assumptions: {instance_price: 2.5, bills_every_hour: yes}")],
        ("26 options.api.assumptions.bills_every_hour", "a flag is expected, not 'yes'", "write 1 (yes) or 0 (no)")),
    wrong("a choice that there is not", [("      rack_price: {", "      tier: {value: gold, kind: choice, choices: [silver, bronze], unit: 1, label: Tier}\n      rack_price: {")],
        ("14 options.own.assumptions.tier", "'gold' is not a choice", "known are silver, bronze")),
    wrong("a number for a table", [("users: 5000", "users: 5000\n  gpu_configurations: 4")],
        ("5 assumptions.gpu_configurations", "a list of numbers is expected, not 4", "write [1, 2, 4]; at most 50 entries")),
    wrong("a text in a table", [("users: 5000", "users: 5000\n  gpu_configurations: [1, two]")],
        ("5 assumptions.gpu_configurations", "a number is expected, not the text 'two'", "write a plain number such as 0.173, without unit or currency")),
    wrong("a table of one scenario", [("{users: 20000}", "{users: 20000, gpu_configurations: [1, 8]}")],
        ("29 scenarios.large.assumptions.gpu_configurations", "a table cannot differ by scenario", "set it for the study, an option or a workload")),
    wrong("an entry beyond the table", [("users: 5000", "users: 5000\n  gpu_configurations: {entries: {9: 3}}")],
        ("5 assumptions.gpu_configurations", "there is no entry 9", "entries are 1 to 3")),
    wrong("infinity", [("node_price: 138500", "node_price: .inf")],
        ("13 options.own.assumptions.node_price", ".inf is not a number a study can use", "write a finite number")),
    wrong("not-a-number", [("node_price: 138500", "node_price: .NaN")],
        ("13 options.own.assumptions.node_price", ".NaN is not a number a study can use", "write a finite number")),
    wrong("a number beyond what a float holds", [("node_price: 138500", "node_price: 1e999")],
        ("13 options.own.assumptions.node_price", "1e999 is not a number a study can use", "write a finite number")),
    wrong("a date written otherwise", [("as_of: 2025-01-31", "as_of: 31.1.2025")],
        ("2 as_of", "'31.1.2025' is not a date", "write year-month-day, such as 2024-04-30")),
    wrong("a date without dashes", [("as_of: 2025-01-31", "as_of: 20250131")],
        ("2 as_of", "20250131 is not a date", "write year-month-day, such as 2024-04-30")),
    wrong("a date with a time", [("as_of: 2025-01-31", "as_of: 2025-01-31T05:00:00")],
        ("2 as_of", "'2025-01-31T05:00:00' is not a date", "write year-month-day, such as 2024-04-30")),
    wrong("a currency by its name", [("as_of: 2025-01-31", "as_of: 2025-01-31\ncurrency: dollars")],
        ("3 currency", "'dollars' is not a currency code", "write three capital letters, such as USD")),
    wrong("a unit for a currency", [("as_of: 2025-01-31", "as_of: 2025-01-31\ncurrency: GPU")],
        ("3 currency", "GPU is a unit of the model, not a currency", "write a currency, such as USD")),
    wrong("no years", [("as_of: 2025-01-31", "as_of: 2025-01-31\ntimeline: {years: 0}")],
        ("3 timeline.years", "0 is too small", "write at least 1")),
    wrong("half a year", [("as_of: 2025-01-31", "as_of: 2025-01-31\ntimeline: {years: 2.5}")],
        ("3 timeline.years", "a whole number is expected, not 2.5", "write a whole number such as 3")),
    wrong("yes for true", [("        basis: cash\n", "        basis: cash\n        memo: yes\n")],
        ("21 options.own.lines.rack_space.memo", "true or false is expected, not 'yes'", "write true or false")),
    wrong("no title", [("title: An assistant for employees", "title:")],
        ("1 title", "a text is expected", "write a text, or one per language: {en: ..., ko: ...}")),
    wrong("a number for a text: 1.10 would become 1.1", [("title: An assistant for employees", "title: 1.10")],
        ("1 title", "a text is expected, not the number 1.1", "put it in quotes")),
]

# Units
UNITS = [
    wrong("an unknown unit of a known assumption", [("electricity_price: 0.14", "electricity_price: {value: 0.14, unit: USD/MWh}")],
        ("5 assumptions.electricity_price", "'USD/MWh' is not a unit: 'MWh' is not known", "did you mean 'kWh'?")),
    wrong("another unit than the assumption has", [("electricity_price: 0.14", "electricity_price: {value: 0.14, unit: USD/kW}")],
        ("5 assumptions.electricity_price", "the unit 'USD/kW' does not fit: 'USD/kWh' is expected", "convert the value; nothing is converted silently")),
    wrong("a misspelt unit", [("USD/(node*month)", "USD/(nod*month)")],
        ("14 options.own.assumptions.rack_price", "'USD/(nod*month)' is not a unit: 'nod' is not known", "did you mean 'node'?")),
    wrong("another currency than the study has", [("        unit: USD\n", "        unit: EUR\n")],
        ("18 options.own.lines.rack_space.unit", "'EUR' is not a unit: 'EUR' is not known", "amounts of this study are in USD; convert the value, or")),
    wrong("a unit in words", [("unit: USD/(node*month)", "unit: dollars per node")],
        ("14 options.own.assumptions.rack_price", "'dollars per node' is not a unit: 'dollars' is not known", "units are products such as USD/(node*month) of %, 1, FTE,")),
    wrong("amounts in another currency, twice", [("as_of: 2025-01-31", "as_of: 2025-01-31\ncurrency: EUR")],
        ("15 options.own.assumptions.rack_price", "'USD/(node*month)' is not a unit: 'USD' is not known", "amounts of this study are in EUR; convert the value, or"),
        ("19 options.own.lines.rack_space.unit", "'USD' is not a unit: 'USD' is not known", "amounts of this study are in EUR; convert the value, or")),
    wrong("a formula whose unit does not come out", [(FORMULA, "formula: nodes * rack_price * operating_years")],
        ("22:18 options.own.lines.rack_space.formula", "the formula gives USD*year/month, the line is declared in USD", "mend the formula or the unit; nothing is converted silently")),
]

# Formulas
FORMULAS = [
    wrong("an unknown name", [(FORMULA, "formula: node * rack_price * months_per_year * operating_years")],
        ("22:18 options.own.lines.rack_space.formula", "there is no input or line 'node' here", "did you mean 'nodes'?")),
    wrong("an unknown function", [(FORMULA, "formula: maximum(nodes, nodes) * rack_price * months_per_year * operating_years")],
        ("22:18 options.own.lines.rack_space.formula", "there is no function 'maximum'", "did you mean 'max'?")),
    wrong("a spreadsheet's function", [(FORMULA, "formula: IF(nodes > 1, nodes, nodes) * rack_price * months_per_year * operating_years")],
        ("22:18 options.own.lines.rack_space.formula", "there is no function 'IF'", "write value if condition else other_value")),
    wrong("a function unlike any", [(FORMULA, "formula: xyz(nodes) * rack_price * months_per_year * operating_years")],
        ("22:18 options.own.lines.rack_space.formula", "there is no function 'xyz'", "functions are abs, at_least, ceil, ")),
    wrong("a bracket that is not closed", [(FORMULA, "formula: nodes * (rack_price * months_per_year")],
        ("22:26 options.own.lines.rack_space.formula", "not a formula: '(' was never closed", "a formula has names, numbers, + - * / **, comparisons, 'a")),
    wrong("a constant typed into a formula", [(FORMULA, "formula: nodes * rack_price * 12 * operating_years")],
        ("22:39 options.own.lines.rack_space.formula", "the number 12 is written into a formula", "make it an assumption with a unit and a source; only 0, 1")),
    wrong("a condition within a condition", [(FORMULA, "formula: nodes * rack_price * months_per_year * operating_years * ((1 if start_flag == 1 else 0) if start_flag == 0 else 1)")],
        ("22:77 options.own.lines.rack_space.formula", "a condition within a condition", "give the inner one a line of its own")),
    wrong("a computed value compared without a guard", [(FORMULA, "formula: nodes * rack_price * months_per_year * operating_years * (1 if gpus / nodes > 1 else 0)")],
        ("22:81 options.own.lines.rack_space.formula", "a computed value is compared without a guard", "write round(..., rounding_digits): spreadsheets differ on")),
    wrong("a chain of comparisons", [(FORMULA, "formula: nodes * rack_price * months_per_year * operating_years * (1 if 1 < nodes < 3 else 0)")],
        ("22:81 options.own.lines.rack_space.formula", "a comparison of more than two values", "write one comparison per condition")),
    wrong("two conditions at once", [(FORMULA, "formula: nodes * rack_price * months_per_year * operating_years * (1 if nodes > 1 and nodes < 3 else 0)")],
        ("22:81 options.own.lines.rack_space.formula", "'and' or 'or' cannot stand in a formula", "a formula has names, numbers, + - * / **, comparisons, 'a")),
    wrong("a line that reads itself", [(FORMULA, "formula: rack_space + nodes * rack_price * months_per_year * operating_years")],
        ("22:18 options.own.lines.rack_space.formula", "the line reads itself", "write previous(rack_space) for its value of the period")),
    wrong("an earlier period before the first", [(FORMULA, "formula: previous(rack_space) + nodes * rack_price * months_per_year * operating_years")],
        ("22:27 options.own.lines.rack_space.formula", "previous(rack_space) has no value in the first period", "give the line rack_space an opening: value")),
    wrong("an opening in another unit", [(FORMULA, "formula: previous(rack_space)\n        opening: nodes")],
        ("23:18 options.own.lines.rack_space.opening", "the formula gives node, the line is declared in USD", "mend the formula or the unit; nothing is converted silently")),
    wrong("an opening that reads the line itself", [(FORMULA, "formula: previous(rack_space)\n        opening: rack_space")],
        ("23:18 options.own.lines.rack_space.opening", "the line reads itself", "open with an input or a number")),
    wrong("a total of what does not vary", [(FORMULA, "formula: nodes * rack_price * months_per_year * operating_years * total(nodes) / total(nodes)")],
        ("22:81 options.own.lines.rack_space.formula", "nodes is the same in every period", "use its value as it is")),
    wrong("an unknown group", [(FORMULA, "formula: sum_over(things)")],
        ("22:27 options.own.lines.rack_space.formula", "there is no group 'things'", "write a + b; groups are the model's own")),
    wrong("two lines in a circle", [(FORMULA, "formula: other_cost\n      other_cost:\n        label: O\n        unit: USD\n        formula: rack_space")],
        ("16 options.own.lines.rack_space", "these lines read each other in a circle: own.rack_space -> own.other_cost -> own.rack_space", "break the circle; a line may read only its own earlier")),
    wrong("three lines in a circle", [(FORMULA, "formula: second * nodes / nodes\n      second: {label: S, unit: USD, formula: third}\n      third: {label: T, unit: USD, formula: rack_space}")],
        ("16 options.own.lines.rack_space", "these lines read each other in a circle: own.rack_space -> own.second -> own.third -> own.rack_space", "break the circle; a line may read only its own earlier")),
    wrong("a division by zero", [(FORMULA, "formula: rack_price * nodes / start_flag * months_per_year * operating_years")],
        ("16 options.own.lines.rack_space", "option own, line 'rack_space' (Rack space) is not a finite number in scenario small, year 1: ", "start_flag is 0 there: divide by something else, or mend")),
    wrong("a number too large", [("value: 400", "value: 1e300"), (FORMULA, "formula: nodes * rack_price * months_per_year * operating_years* rack_price * rack_price / rack_price / rack_price")],
        ("16 options.own.lines.rack_space", "option own, line 'rack_space' (Rack space) is not a finite number in scenario small, year 1: ", "look for a number too large, or a missing size: nodes is 1,")),
    wrong("a name in the third line of a folded formula", [(FORMULA, "formula: >\n          nodes * rack_price\n          * month_per_year\n          * operating_years")],
        ("24:13 options.own.lines.rack_space.formula", "there is no input or line 'month_per_year' here", "did you mean 'months_per_year'?")),
    wrong("a name in a quoted formula", [(FORMULA, "formula: \"nodes * rack_price * month_per_year * operating_years\"")],
        ("22:40 options.own.lines.rack_space.formula", "there is no input or line 'month_per_year' here", "did you mean 'months_per_year'?")),
    wrong("a number for a formula", [(FORMULA, "formula: 0")],
        ("22 options.own.lines.rack_space.formula", "a text is expected, not 0", "put it in quotes")),
    wrong("a list for a formula", [(FORMULA, "formula: [1]")],
        ("22 options.own.lines.rack_space.formula", "a text is expected, not [1]", "write a text")),
]

# Lines
LINES = [
    wrong("the key of a library line without replaces", [("      rack_space:", "      power_and_cooling:")],
        ("16 options.own.lines.power_and_cooling", "'power_and_cooling' is a line of on_premises already", "write `replaces: true` to put yours in its place, or take")),
    wrong("replaces of nothing", [("        basis: cash", "        replaces: true\n        basis: cash")],
        ("16 options.own.lines.rack_space", "there is no line 'rack_space' of on_premises to replace", "known are hardware_life_periods, nodes_in_use,")),
    wrong("a line named like an input", [("      rack_space:", "      pue:")],
        ("16 options.own.lines.pue", "'pue' is the name of an input or a line already", "take another key")),
    wrong("a line named like a general line", [("      rack_space:", "      nodes:")],
        ("16 options.own.lines.nodes", "'nodes' is the name of an input or a line already", "take another key")),
    wrong("an unknown category", [("category: facilities", "category: facilites")],
        ("19 options.own.lines.rack_space.category", "there is no cost category 'facilites'", "did you mean 'facilities'?")),
    wrong("a scope of an unknown category", [("    label: Token API", "    label: Token API\n    scope: {facilites: none}")],
        ("26 options.api.scope.facilites", "there is no cost category 'facilites'", "did you mean 'facilities'?")),
    wrong("a cost line without basis and expenditure", [("        basis: cash\n        expenditure: opex\n", "")],
        ("16 options.own.lines.rack_space", "the cost line 'rack_space' has no basis", "write basis: cash, accrual or notional"),
        ("16 options.own.lines.rack_space", "the cost line 'rack_space' has no expenditure", "write expenditure: capex or opex")),
    wrong("a cost line that is not per period", [(FORMULA, "formula: nodes * rack_price * months_per_year * cost_horizon")],
        ("16 options.own.lines.rack_space", "the cost line 'rack_space' has to be in USD per period", "multiply a yearly amount by operating_years, a purchase by")),
]

# Names by which one part of the study means another
NAMES = [
    wrong("an unknown workload: its comparison and claim are not blamed as well", [("small: {workload: chat", "small: {workload: chatt")],
        ("28 scenarios.small.workload", "there is no workload 'chatt'", "did you mean 'chat'?")),
    wrong("an unknown option in a scenario", [("small: {workload: chat, options: [own, api]", "small: {workload: chat, options: [own, apii]")],
        ("28 scenarios.small.options.apii", "there is no option 'apii'", "did you mean 'api'?")),
    wrong("an option listed twice", [("small: {workload: chat, options: [own, api]", "small: {workload: chat, options: [own, own]")],
        ("28 scenarios.small.options", "'own' is listed twice", "keep one of the two")),
    wrong("no option listed", [("small: {workload: chat, options: [own, api]}", "small: {workload: chat, options: []}")],
        ("28 scenarios.small.options", "no option is listed", "list at least one of own, api")),
    wrong("an unknown kind: its assumptions are not blamed as well", [("kind: token_api", "kind: token_apy")],
        ("24 options.api.kind", "there is no option kind 'token_apy'", "did you mean 'token_api'?")),
    wrong("an unknown scenario in a comparison", [("scenarios: [small, large]", "scenarios: [small, larg]")],
        ("31 comparisons.all.scenarios.1", "there is no scenario 'larg'", "did you mean 'large'?")),
    wrong("an unknown alternative", [("alternatives: [api]", "alternatives: [apy]")],
        ("31 comparisons.all.alternatives.0", "there is no option 'apy'", "did you mean 'api'?")),
    wrong("an unknown subject", [("subject: own", "subject: onw")],
        ("31 comparisons.all.subject", "there is no option 'onw'", "did you mean 'own'?")),
    wrong("a subject compared with itself", [("alternatives: [api]", "alternatives: [own]")],
        ("31 comparisons.all.alternatives", "the subject 'own' is compared with itself", "name other options as alternatives")),
    wrong("an alternative listed twice", [("alternatives: [api]", "alternatives: [api, api]")],
        ("31 comparisons.all.alternatives.1", "the option 'api' stands here twice", "keep one of the two")),
    wrong("a scenario listed twice", [("scenarios: [small, large]", "scenarios: [small, small]")],
        ("31 comparisons.all.scenarios.1", "the scenario 'small' stands here twice", "keep one of the two")),
    wrong("a scenario without the option compared", [("small: {workload: chat, options: [own, api]", "small: {workload: chat, options: [own]")],
        ("31 comparisons.all.scenarios.0", "the scenario 'small' does not have the option 'api'", "add it under scenarios.small.options, or leave the scenario")),
    wrong("an option and a workload of one id", [("  chat: {", "  own: {"), ("small: {workload: chat", "small: {workload: own"), ("large: {workload: chat", "large: {workload: own")],
        ("7 workloads.own", "'own' is the id of an option and of a workload", "give one of them another id")),
    wrong("ids that are one after slugging", [("  small: {workload: chat, options: [own, api]}\n", "  a-b: {workload: chat, options: [own, api]}\n  a_b: {workload: chat, options: [own, api]}\n"), ("[small, large]", "[a-b, large]")],
        ("29 scenarios.a_b", "'a_b' and 'a-b' are one name to a spreadsheet (a_b)", "rename one of the two by more than case, '-' and '_'")),
    wrong("ids that differ by case only", [("  small: {workload: chat, options: [own, api]}\n", "  Large: {workload: chat, options: [own, api]}\n"), ("[small, large]", "[large]")],
        ("29 scenarios.large", "'large' and 'Large' are one name to a spreadsheet (large)", "rename one of the two by more than case, '-' and '_'")),
    wrong("a scenario named like a fixed sheet", [("  small: {", "  summary: {"), ("[small, large]", "[large]")],
        ("28 scenarios.summary", "no scenario can be called 'summary': a sheet of the workbook", "rename it")),
    wrong("a scenario named as Excel forbids", [("  small: {", "  History: {"), ("[small, large]", "[large]")],
        ("28 scenarios.History", "no scenario can be called 'History': Excel keeps that name for itself", "rename it")),
    wrong("an unknown comparison in a case", [("comparisons: [all]", "comparisons: [al]")],
        ("33 cases.dear_power.comparisons.0", "there is no comparison 'al'", "did you mean 'all'?")),
    wrong("a case that sets an unknown section", [("{assumptions.electricity_price: 0.3}", "{assumption.electricity_price: 0.3}")],
        ("33 cases.dear_power.set.assumption.electricity_price", "there is no 'assumption' to set", "did you mean 'assumptions'?")),
    wrong("a case that sets a misspelt assumption", [("{assumptions.electricity_price: 0.3}", "{assumptions.electricty_price: 0.3}")],
        ("33 cases.dear_power.set.assumptions.electricty_price", "there is no assumption 'electricty_price' here", "did you mean 'electricity_price'? (an assumption of your")),
    wrong("a case with a text for a number", [("{assumptions.electricity_price: 0.3}", "{assumptions.electricity_price: cheap}")],
        ("33 cases.dear_power.set.assumptions.electricity_price", "a number is expected, not the text 'cheap'", "write a plain number such as 0.173, without unit or currency")),
    wrong("an unknown result in a claim", [("out_all_api_ratio_max, f", "out_all_api_ratio_mx, f")],
        ("38:32 report.claims.ratio.values.most.formula", "there is no result 'out_all_api_ratio_mx' here", "did you mean 'out_all_api_ratio_max' or")),
    wrong("an unknown value in a claim's text", [("{most}", "{mst}")],
        ("37 report.claims.ratio.text", "the claim has no value 'mst'", "did you mean 'most'?")),
    wrong("an unknown result in a condition", [("[out_all_api_ratio_max > 1]", "[out_all_api_ratio_mx > 1]")],
        ("39:18 report.claims.ratio.requires.0", "there is no result 'out_all_api_ratio_mx'", "did you mean 'out_all_api_ratio_max' or")),
    wrong("a condition that compares nothing", [("[out_all_api_ratio_max > 1]", "[out_all_api_ratio_max]")],
        ("39:18 report.claims.ratio.requires.0", "a condition is a comparison", "write, for example, out_all_api_ratio_max > 0")),
    wrong("results of two units added", [("out_all_api_ratio_max, f", "out_all_api_ratio_max + out_small_own_total, f")],
        ("38:32 report.claims.ratio.values.most.formula", "1 and USD cannot be added", "both sides need the same unit")),
]

# The form of the file
FORM = [
    wrong("a duplicate key", [("  users: 5000\n", "  users: 5000\n  users: 6000\n")],
        ("5 assumptions.users", "'users' stands here twice", "keep one of the two")),
    wrong("a tab for indentation", [("  users: 5000\n", "\tusers: 5000\n")],
        ("4:1", "not YAML: a tab in the indentation", "indent with blanks")),
    wrong("a colon in a text", [("label: Own servers", "label: Own: servers")],
        ("11:15", "not YAML: a colon where no key can stand", "put a text with a colon in quotes, \"like: this\", and indent")),
    wrong("a list that is not closed", [("[api], scenarios", "[api, scenarios")],
        ("31:92", "not YAML: a list is not closed, or a comma is missing", "write [one, two]")),
    wrong("two documents in a file", [("report:\n", "---\nreport:\n")],
        ("34:1", "not YAML: a second document begins here", "remove the line ---; a study is one document")),
    wrong("a tag of Python", [("title: An assistant for employees", "title: !!python/object:os.system An")],
        ("1 title", "the tag !!python/object:os.system is not read", "write the value without a tag")),
    wrong("a tag of its own", [("title: An assistant for employees", "title: !secret An")],
        ("1 title", "the tag !secret is not read", "write the value without a tag")),
    wrong("a merge key", [("  users: 5000\n", "  <<: {users: 5000}\n")],
        ("4 assumptions", "`<<` merges are not read", "write the keys out, or use extends")),
    wrong("a list for a key", [("users: 5000", "users: 5000\n  ? [a, b]\n  : 5")],
        ("5 assumptions", "a key is a list or a mapping", "write a plain name")),
    wrong("a control character", [("title: An assistant for employees", "title: \"An \\x07 assistant\"")],
        ("1 title", "the text holds the invisible character U+0007", "take it out")),
    wrong("a null character", [("title: An assistant for employees", "title: \"a\\0b\"")],
        ("1 title", "the text holds the invisible character U+0000", "take it out")),
    wrong("half a character", [("title: An assistant for employees", "title: \"a\\ud800b\"")],
        ("1:12", "not YAML: an escape that stands for no character", "write the character itself")),
]

# The document
DOCUMENT = [
    wrong("a text without its Korean", [("as_of: 2025-01-31", "as_of: 2025-01-31\nlanguages: [en, ko]"), ("title: An assistant for employees", "title: {en: An assistant}")],
        ("1 title", "the text has no 'ko'", "add ko: ..., or drop the language")),
    wrong("a text in a misspelt language", [("as_of: 2025-01-31", "as_of: 2025-01-31\nlanguages: [en, ko]"), ("title: An assistant for employees", "title: {en: An assistant, kr: X}")],
        ("1 title", "the text has no 'ko'", "add ko: ..., or drop the language")),
    wrong("an unknown language", [("as_of: 2025-01-31", "as_of: 2025-01-31\nlanguages: [en, xx]")],
        ("3 languages.1", "there is no catalogue for the language 'xx'", "known are en, ko")),
    wrong("a text for the list of languages", [("as_of: 2025-01-31", "as_of: 2025-01-31\nlanguages: en")],
        ("3 languages", "a list is expected, not 'en'", "write [en]")),
    wrong("a language named twice", [("as_of: 2025-01-31", "as_of: 2025-01-31\nlanguages: [en, en]")],
        ("3 languages.1", "the language 'en' is named twice", "keep one of the two")),
    wrong("a newer model", [("as_of: 2025-01-31", "as_of: 2025-01-31\nmodel: 2")],
        ("3 model", "the study was written for version 2 of the model, this is version 1", "install a newer builder")),
    wrong("an older model", [("as_of: 2025-01-31", "as_of: 2025-01-31\nmodel: 0")],
        ("3 model", "the study was written for version 0 of the model, this is version 1", "look through what changed (version 1: the first version),")),
    wrong("a base that there is not", [("title:", "extends: base.yaml\ntitle:")],
        ("1 extends", "there is no file base.yaml", "write the path as seen from this file's folder")),
    wrong("a study that extends itself", [("title:", "extends: study.yaml\ntitle:")],
        ("1 extends", "this file extends itself", "name the file that holds what the two have in common")),
    wrong("a list of bases", [("title:", "extends: [a]\ntitle:")],
        ("1 extends", "a text is expected, not ['a']", "write a text")),
]

# Adjustments
def adjusted(row: str) -> list[tuple[str, str]]:
    return [("    label: Own servers\n", f"    label: Own servers\n    adjustments: [{{label: Survey, {row}}}]\n")]


ADJUSTMENTS = [
    wrong("an adjustment without an amount", adjusted("note: none"),
        ("12 options.own.adjustments.0.amount", "'amount' is missing", "every adjustment needs it")),
    wrong("an amount in figures of speech", adjusted("amount: 12k"),
        ("12 options.own.adjustments.0.amount", "a number is expected, not the text '12k'", "write 12000")),
    wrong("an amount that is a text in a list", adjusted("amount: [0, none, 0, 0]"),
        ("12 options.own.adjustments.0.amount", "a number is expected, not the text 'none'", "write a plain number")),
    wrong("too few amounts", adjusted("amount: [1, 2, 3]"),
        ("12 options.own.adjustments.0.amount", "the list has 3 amounts, the timeline a start and 3 years", "write 4 amounts, or those of some years: {start: ..., 2: ...}")),
    wrong("an amount in a year that there is not", adjusted("amount: {4: 100}"),
        ("12 options.own.adjustments.0.amount.4", "there is no year '4'", "write start, or a number from 1 to 3")),
    wrong("an amount of which the period is a word", adjusted("amount: {later: 100}"),
        ("12 options.own.adjustments.0.amount.later", "there is no year 'later'", "write start, or a number from 1 to 3")),
    wrong("an endless amount", adjusted("amount: .inf"),
        ("12 options.own.adjustments.0.amount", "", "")),
    wrong("an adjustment of an unknown scenario", adjusted("amount: 5, scenario: smal"),
        ("12 options.own.adjustments.0.scenario", "there is no scenario 'smal'", "did you mean 'small'?")),
    wrong("an adjustment with an unknown status", adjusted("amount: 5, status: sure"),
        ("12 options.own.adjustments.0.status", "there is no status 'sure'", "did you mean 'measured'")),
    wrong("an adjustment of a scenario without the option", [*adjusted("amount: 5, scenario: extra"), ("comparisons:\n  all:", "  extra: {workload: chat, options: [api]}\ncomparisons:\n  all:")],
        ("12 options.own.adjustments.0.scenario", "the scenario 'extra' does not have the option 'own'", "name one of small, large")),
    wrong("a line called adjustments", [("      rack_space:\n", "      adjustments:\n")],
        ("16 options.own.lines.adjustments", "'adjustments' is the name of a line already", "take another key")),
]

# fmt: on

ALL = [*KEYS, *ASSUMPTIONS, *VALUES, *UNITS, *FORMULAS, *LINES, *NAMES, *FORM, *DOCUMENT, *ADJUSTMENTS]
"""Every wrong study."""
