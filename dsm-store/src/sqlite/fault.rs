use dsm_core::error::{Code, Error, codes::sto};
use rusqlite::ErrorCode;

/// What an error of SQLite means to who holds the mechanism. Its own text stays the source.
pub(super) fn fault(error: rusqlite::Error) -> Error {
    Error::new(code(&error)).caused_by(error)
}

fn code(error: &rusqlite::Error) -> Code {
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => sto::BUSY,
            ErrorCode::NotADatabase => sto::NOT_A_MECHANISM,
            ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => sto::NOT_WRITABLE,
            ErrorCode::DiskFull | ErrorCode::SystemIoFailure => sto::DISK_FAILED,
            ErrorCode::ConstraintViolation => sto::CHANGED_UNDER_STEP,
            // The statements are fixed, so what does not fit them is the file: a table that is not there, for one.
            ErrorCode::DatabaseCorrupt | ErrorCode::SchemaChanged | ErrorCode::Unknown => sto::DAMAGED,
            _ => sto::FILE_FAILED,
        },
        rusqlite::Error::SqlInputError { .. }
        | rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::IntegralValueOutOfRange(..)
        | rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::QueryReturnedNoRows
        | rusqlite::Error::Utf8Error(..) => sto::DAMAGED,
        _ => sto::FILE_FAILED,
    }
}
