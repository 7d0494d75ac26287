//! How a Parquet file is best decoded: texts that are written as dictionaries stay dictionaries.

use super::super::Wanted;
use arrow_schema::{DataType, Field, Schema};
use parquet::{
    arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions},
    basic::{Compression, ConvertedType, Encoding},
    file::metadata::{ColumnChunkMetaData, ParquetMetaData, ParquetStatisticsPolicy, RowGroupMetaData},
};
use std::sync::Arc;

/// What of the metadata is looked at: no statistics, which hold values of individuals, and no second schema, which may say of
/// bytes that they are text.
pub(super) fn options() -> ArrowReaderOptions {
    ArrowReaderOptions::new()
        .with_skip_arrow_metadata(true)
        .with_column_stats_policy(ParquetStatisticsPolicy::SkipAll)
        .with_size_stats_policy(ParquetStatisticsPolicy::SkipAll)
}

/// The metadata with the types that are read best.
pub(super) fn hinted(metadata: ArrowReaderMetadata, wanted: &[Wanted]) -> ArrowReaderMetadata {
    let field = |(root, field): (usize, &Arc<Field>)| {
        let text = |of: &DataType| matches!(of, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
        let held = matches!(field.data_type(), DataType::Dictionary(_, of) if text(of));
        if !(held || text(field.data_type())) || !wanted.iter().any(|wanted| *wanted.name == **field.name()) {
            return field.clone();
        }
        let of = match chunks(metadata.metadata(), root).all(in_dictionary) {
            true => DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)),
            false => DataType::Utf8,
        };
        Arc::new(field.as_ref().clone().with_data_type(of))
    };
    let schema = metadata.schema();
    let fields: Vec<Arc<Field>> = schema.fields().iter().enumerate().map(field).collect();
    let schema = Arc::new(Schema::new_with_metadata(fields, schema.metadata().clone()));
    ArrowReaderMetadata::try_new(metadata.metadata().clone(), options().with_schema(schema)).unwrap_or(metadata)
}

/// Whether the decoder takes texts of a column at the root as they are: it looks only at those that are marked in the old way.
pub(super) fn unchecked(metadata: &ParquetMetaData, root: usize) -> bool {
    let schema = metadata.file_metadata().schema_descr();
    let of = schema.columns().iter().enumerate().filter(|(leaf, _)| schema.get_column_root_idx(*leaf) == root);
    of.map(|(_, leaf)| leaf).any(|leaf| {
        leaf.physical_type() == parquet::basic::Type::BYTE_ARRAY && leaf.converted_type() != ConvertedType::UTF8
    })
}

/// The name of a compression that is not read, of a column at the root.
pub(super) fn unknown_codec(metadata: &ParquetMetaData, root: usize) -> Option<&'static str> {
    chunks(metadata, root).find_map(|chunk| match chunk.compression() {
        Compression::LZO => Some("LZO"),
        Compression::BROTLI(_) => Some("BROTLI"),
        _ => None,
    })
}

/// The chunks of a column at the root in every group of rows.
fn chunks(metadata: &ParquetMetaData, root: usize) -> impl Iterator<Item = &ColumnChunkMetaData> {
    let schema = metadata.file_metadata().schema_descr();
    let leaves: Vec<usize> =
        (0..schema.num_columns()).filter(|leaf| schema.get_column_root_idx(*leaf) == root).collect();
    let of = move |group: &'_ RowGroupMetaData| -> Vec<usize> {
        leaves.iter().copied().filter(|leaf| *leaf < group.columns().len()).collect()
    };
    metadata
        .row_groups()
        .iter()
        .flat_map(move |group| of(group).into_iter().filter_map(|leaf| group.columns().get(leaf)))
}

/// Whether all pages of a chunk have their values in a dictionary.
fn in_dictionary(chunk: &ColumnChunkMetaData) -> bool {
    let only = |encoding| chunk.page_encoding_stats_mask().is_some_and(|mask| mask.is_only(encoding));
    only(Encoding::RLE_DICTIONARY) || only(Encoding::PLAIN_DICTIONARY)
}
