//! What reading one document can come to. An absence, a document of a newer program, damage and "not now" are four things
//! (R7, pain 18), and none is ever taken for another.

use std::io::ErrorKind;

use super::disk::DiskProblem;

/// One document, read.
#[derive(Debug, Clone, PartialEq)]
pub enum Read<T> {
    /// There is none, and the folder could be read.
    Absent,
    /// Here it is.
    Value(T),
    /// A newer program wrote it: shown, not touched.
    Newer,
    /// It is not what we wrote: cut, altered, too long, or another's under this name. Kept until a person resets or deletes.
    Damaged,
    /// It could not be read now. Nothing may be concluded from that.
    Unreadable(DiskProblem),
}

impl<T> Read<T> {
    /// The document, if there is a readable one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Newer | Self::Damaged | Self::Unreadable(_) => None,
        }
    }

    /// The document, if there is a readable one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Newer | Self::Damaged | Self::Unreadable(_) => None,
        }
    }

    /// The document, or the problem an update of it has: absent is [`StoreProblem::Gone`].
    pub fn required(self) -> Result<T, StoreProblem> {
        match self {
            Self::Value(value) => Ok(value),
            Self::Absent => Err(StoreProblem::Gone),
            Self::Newer => Err(StoreProblem::Newer),
            Self::Damaged => Err(StoreProblem::Damaged),
            Self::Unreadable(problem) => Err(problem.into()),
        }
    }

    /// The document; `None` where there is none yet; any other finding is a problem. For what is created when first needed.
    pub fn optional(self) -> Result<Option<T>, StoreProblem> {
        match self {
            Self::Absent => Ok(None),
            Self::Value(value) => Ok(Some(value)),
            Self::Newer => Err(StoreProblem::Newer),
            Self::Damaged => Err(StoreProblem::Damaged),
            Self::Unreadable(problem) => Err(problem.into()),
        }
    }

    /// Whether it was read, or is known not to be there.
    pub fn is_settled(&self) -> bool {
        match self {
            Self::Absent | Self::Value(_) => true,
            Self::Newer | Self::Damaged | Self::Unreadable(_) => false,
        }
    }

    /// Whether it could not be read now.
    pub fn is_unreadable(&self) -> bool {
        matches!(self, Self::Unreadable(_))
    }
}

/// Why nothing was written. In every case the document on disk is the old one or, if only the folder's sync failed, the new
/// one; the caller's copy is unchanged, and memory must not advance (R9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoreProblem {
    /// The folder or a file cannot be read or written now (R7).
    #[error("the data folder is locked")]
    Locked,
    /// The document was removed or its account is being deleted: drop it from memory.
    #[error("the document is gone")]
    Gone,
    /// A newer program wrote it: not touched.
    #[error("the document was written by a newer version")]
    Newer,
    /// The document on disk is damaged. To replace it, write a new one with revision 0.
    #[error("the document is damaged")]
    Damaged,
    /// Another revision is on disk: read again, decide again.
    #[error("the document has changed meanwhile")]
    Stale,
    /// Another process holds the folder's lock.
    #[error("the data folder is busy")]
    Busy,
    /// No room left.
    #[error("the disk is full")]
    Full,
    /// An id that may not be a file's name: a caller's mistake, or a document made by somebody else.
    #[error("not an id")]
    BadId,
    /// Anything else the disk said.
    #[error("the disk failed ({0})")]
    Io(ErrorKind),
}

impl From<DiskProblem> for StoreProblem {
    fn from(problem: DiskProblem) -> Self {
        match problem {
            DiskProblem::NotFound => Self::Io(ErrorKind::NotFound),
            DiskProblem::Denied => Self::Locked,
            DiskProblem::Full => Self::Full,
            DiskProblem::Other(kind) => Self::Io(kind),
        }
    }
}
