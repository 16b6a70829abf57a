"""Everything that can go wrong at the door, and for whom the message is.

    FieldmapError
    ├── ForPatient      shown as it is; kind, and says what to do
    │   ├── TooLong             the message is over the limit (413)
    │   ├── BadRequest          the request cannot be read (400, 422)
    │   └── TooManyQuestions    over the rate for one visitor (429)
    ├── ForOperator     logged and printed; says which command to run
    │   ├── NotReady            no release could be opened (503 at the door)
    │   ├── BadQuestionSet      a line of a question set cannot be read
    │   ├── BadRecordFile       the file of a registry record cannot be opened, or is no text
    │   ├── PortTaken           something else listens there
    │   └── ModelNotUsable      the model that is set cannot be called
    └── ForEditor       see corpus.errors and index.errors

`corpus.errors`, `corpus.importers.registry.errors` and `index.errors` hold the errors of their own packages.
"""

from __future__ import annotations


class FieldmapError(Exception):
    """Base of the errors that the assistant raises."""


class ForPatient(FieldmapError):
    """The message is for the reader, as it is."""

    status = 400


class TooLong(ForPatient):
    """The message is longer than the limit."""

    status = 413


class BadRequest(ForPatient):
    """The request is not a question in the form that the API takes."""

    status = 422


class TooManyQuestions(ForPatient):
    """More questions in a minute than one visitor may ask."""

    status = 429


class ForOperator(FieldmapError):
    """The message is for whoever runs the service; it says what to run next."""


class NotReady(ForOperator):
    """There is no release that can be served."""


class BadQuestionSet(ForOperator):
    """A question set that cannot be read; the message names file and line."""


class BadRecordFile(ForOperator):
    """The file of a registry record cannot be opened, or is no text."""


class PortTaken(ForOperator):
    """The address is in use."""


class ModelNotUsable(ForOperator):
    """The model that the settings name cannot be called: a wrong name, a package or a key that is missing."""
