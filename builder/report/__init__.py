"""The whitepaper: results in; HTML and PDF out, in which every number is computed and knows its cell.

    paper = build_paper(results, cases, layout, language, templates, workbook)
    paper.html, paper.evidence, paper_pdf(paper)

From the inside out: a `basis` (results, cases, cells, language) is read by `numbers`, which alone writes numbers, in
`forms` and with `units`, marks them and keeps them as evidence; `claims` and `verdict` make sentences of them, `prose`
the study's `narrative`, `citations` footnotes of its sources, `figures` and `blocks` drawings and tables. A `writer`
holds these for the `sections`, which make what each chapter shows; `chapters` says which there are and which a study
chose, `contents` who makes them. What draws of uncertain inputs came to has its `drawn_numbers`, `drawn_figures` and
`draws`. A `document` has all this set by the templates (`templating`, `numbering`), a `paper` is that document in the
`dress` of a `brand` (`stylesheet`, `fonts`, `logo`).

`pdf` turns a paper into a file: from memory alone (`memory`, `assets`), without what only a page needs (`plain`), read
by a quick parser (`parsing`), with Korean words held together (`word_joining`) and those of drawings set whole
(`svg_words`), stopping at any warning (`silence`), tagged (`tagging`) and marked as PDF/A and PDF/UA (`conformance`).
"""
