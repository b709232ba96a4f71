"""The whitepaper: results in; HTML and PDF out, in which every number is computed and knows its cell.

    paper = build_paper(results, cases, layout, language, templates, workbook)
    paper.html, paper.evidence, paper_pdf(paper)

From the inside out: a `basis` (results, cases, cells, language) is read by `numbers`, which alone writes numbers, in
`forms` and with `units`, marks them and keeps them as evidence; `claims` and `verdict` make sentences of them, `prose`
the study's `narrative`, `citations` footnotes of its sources, `figures` and `blocks` drawings and tables. A `writer`
holds these for the `sections`, which make what each chapter shows; `chapters` says which there are and which a study
chose, `contents` who makes them. A `document` has them set by the templates (`templating`, `numbering`), a `paper` is that
document dressed by a `brand` (`stylesheet`, `fonts`, `logo`).

`pdf` turns a paper into a file: from memory alone (`memory`, `assets`), with Korean words held together
(`word_joining`), stopping at any warning (`silence`), tagged (`tagging`) and marked as PDF/A and PDF/UA (`conformance`).
"""
