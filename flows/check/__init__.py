"""`chunxun check`: reports examined without a database, as a linter does it.

`sources` what was named → documents in order; `contents` a document's bytes; `examination` bytes → what the rules
say; `earlier` last year's reports, found by agency and year; `crew` processes that examine side by side; `text`,
`json_lines` and `sarif` what is written; `run` holds them together.
"""
