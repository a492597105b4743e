"""One set of facts, many clothes: the same report in every layout and file type agencies publish, read back the same.

- `facts.py`: what a report says, correct in itself, and strategies for random ones; `as_report` is what reading it gives
- `prose.py`: its six sections in words that agree with its figures
- `form.py`: the official layout of its tables, cell by cell, with their spans; `habits.py`: what agencies do to it
- `web.py`, `plain.py`, `word.py`, `pages.py`, `converted.py`: the clothes, by what makes them
- `wardrobe.py`: all of them, each with what it cannot carry
"""
