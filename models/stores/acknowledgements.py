"""What people took note of, in the order in which it was kept. Rows are only added."""

from dataclasses import replace

from sqlmodel import col, select

from models.acknowledgement import Acknowledgement
from models.stores.chains import add_chained
from models.stores.memory import Memory
from models.stores.rows import columns, noun_of
from models.tables import AcknowledgementRow


class Acknowledgements(Memory):
    """One row each; the latest of an agency and year counts."""

    def acknowledgements(self, year: int) -> tuple[Acknowledgement, ...]:
        """Every one of a report year, in the order of keeping."""
        query = select(AcknowledgementRow).where(AcknowledgementRow.year == year)
        with self._reading() as session:
            rows = session.exec(query.order_by(col(AcknowledgementRow.id)))
            return tuple(noun_of(Acknowledgement, row) for row in rows)

    def save_acknowledgement(self, made: Acknowledgement) -> Acknowledgement:
        """Keep one; it comes back numbered."""
        with self._writing(alone="acknowledgement") as session:
            (number,) = add_chained(session, AcknowledgementRow, [columns(replace(made, id=None))])
            return replace(made, id=number)
