"""Every failure that is foreseen, with what the reader can do about it.

TiaoliError                       exit code
├── UsageError                    2   wrong option or path
├── MissingDependency             3   something needed is not installed
├── FileAccessError               5   cannot read or write
│   ├── DiskFull                  6   no room for the results
│   └── InUse                     7   another run writes there
├── PlanError                     15  the list of fields does not fit together
├── ComparisonError               4   a version cannot be read, so nothing can be compared
└── InputError                    4   one document: recorded under a status, the others go on
    ├── EmptyFile                     damaged: nothing in it
    ├── DamagedFile                   damaged: broken or cut off
    ├── EncryptedFile                 encrypted: needs a password
    ├── UnsupportedFormat             unsupported: not a kind of file we read
    ├── NoTextLayer                   unsupported: pages are pictures, which are not to be read
    ├── NeedsConverter                unsupported: LibreOffice, which would convert it, is not installed
    ├── TooLarge                      too_large: above a limit
    ├── TimedOut                      timeout: not read in time
    ├── OutOfMemory                   out_of_memory: asks for more than a worker may have
    ├── Crashed, InternalError        crashed: its worker died; our fault
    ├── ChangedWhileReading           changed_while_reading: somebody wrote to it meanwhile
    └── UnreadableFile                no_access: the disk does not give it
"""

OK, USAGE, MISSING, SOME_FAILED, ACCESS, FULL, BUSY, OTHER, INTERRUPTED = 0, 2, 3, 4, 5, 6, 7, 15, 130


class TiaoliError(Exception):
    """A foreseen failure; its text says what is wrong and what to do next."""

    exit_code = OTHER


class UsageError(TiaoliError):
    """An option or a path makes no sense."""

    exit_code = USAGE


class MissingDependency(TiaoliError):
    """Something needed is not installed."""

    exit_code = MISSING


class FileAccessError(TiaoliError):
    """A file or folder cannot be read or written."""

    exit_code = ACCESS


class DiskFull(FileAccessError):
    """There is no room for what is to be written."""

    exit_code = FULL


class InUse(FileAccessError):
    """Another run writes to the same register."""

    exit_code = BUSY


class PlanError(TiaoliError):
    """The list of fields does not fit together."""


class InputError(TiaoliError):
    """One document cannot be read: the status it gets, and the reason.

    `kind` is the stable name of the reason, told in Chinese and in English.
    """

    exit_code = SOME_FAILED
    status = "damaged"
    kind = "unreadable"

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


class EmptyFile(InputError):
    """The file holds nothing."""

    kind = "empty"


class UnsupportedFormat(InputError):
    """The file is not of a kind that is read."""

    status = "unsupported"
    kind = "unsupported"


class DamagedFile(InputError):
    """The file is broken or cut off."""

    kind = "damaged"


class EncryptedFile(InputError):
    """The file needs a password."""

    status = "encrypted"
    kind = "encrypted"


class NoTextLayer(InputError):
    """The pages are pictures without text."""

    status = "unsupported"
    kind = "no_text_layer"


class TooLarge(InputError):
    """The file is above a limit."""

    status = "too_large"
    kind = "too_large"


class NeedsConverter(InputError):
    """The file is of an old kind that LibreOffice would convert, and LibreOffice is not there."""

    status = "unsupported"
    kind = "needs_converter"


class UnreadableFile(InputError):
    """The file is there but cannot be read from disk."""

    status = "no_access"
    kind = "no_access"


class TimedOut(InputError):
    """The worker of the file did not end in time."""

    status = "timeout"
    kind = "timeout"


class OutOfMemory(InputError):
    """The file asks for more memory than a worker may have."""

    status = "out_of_memory"
    kind = "out_of_memory"


class ChangedWhileReading(InputError):
    """Somebody wrote to the file while it was read."""

    status = "changed_while_reading"
    kind = "changed_while_reading"


class Crashed(InputError):
    """The worker of the file died."""

    status = "crashed"
    kind = "crashed"


class InternalError(InputError):
    """An error of ours, not of the file."""

    status = "crashed"
    kind = "internal_error"


class ComparisonError(TiaoliError):
    """A version cannot be read, so nothing can be compared."""

    exit_code = SOME_FAILED
