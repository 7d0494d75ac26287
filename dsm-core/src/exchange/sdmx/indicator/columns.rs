use super::{Making, Representation, Role, Wording, lists};
use crate::{code::CodeList, error::Result, exchange::sdmx::structures::Relationship, text::Text};

/// Where a column stands in a data structure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// A dimension, which is made elsewhere.
    Dimension,
    /// The figure.
    Figure,
    /// Beside the figure, a number.
    Number,
    /// Beside the figure, a code of a built-in list.
    Coded(&'static str),
    /// Beside the figure, a text.
    Text,
    /// Of the whole data set; always.
    Always,
    /// Of the whole data set; where it says something.
    Sometimes,
}

/// The columns of our files with what they are called, in their order.
const COLUMNS: [(&str, At, &str, &str); 28] = [
    ("REF_AREA", At::Dimension, "Reporting country", "Страна, представляющая данные"),
    ("TIME_PERIOD", At::Dimension, "Period or moment", "Период или момент"),
    ("OBS_VALUE", At::Figure, "Figure", "Показатель"),
    ("LOWER_BOUND", At::Number, "Lower bound of the figure", "Нижняя граница показателя"),
    ("UPPER_BOUND", At::Number, "Upper bound of the figure", "Верхняя граница показателя"),
    ("STANDARD_ERROR", At::Number, "Standard error of an estimate", "Стандартная ошибка оценки"),
    ("OBS_STATUS", At::Coded("OBS_STATUS"), "Observation status", "Статус наблюдения"),
    ("STATUSES", At::Text, "All statuses of the figure", "Все статусы показателя"),
    ("CONF_STATUS", At::Coded("CONF_STATUS"), "Confidentiality status", "Статус конфиденциальности"),
    ("UNIT_MEASURE", At::Always, "Unit of measure", "Единица измерения"),
    ("STAT_UNIT", At::Always, "What one unit is", "Что представляет собой единица учёта"),
    ("TEMPORALITY", At::Always, "Stock or flow", "Запас или поток"),
    ("LEVEL", At::Sometimes, "Level of the decision", "Уровень решения"),
    ("APPLICATION_TYPE", At::Sometimes, "Type of the application", "Вид ходатайства"),
    ("ROLE", At::Sometimes, "Role in the case", "Роль в деле"),
    ("TIME_BASIS", At::Sometimes, "Basis of the time", "Основа отсчёта времени"),
    ("CONCEPT", At::Always, "Population that is counted", "Учитываемая совокупность"),
    ("CONCEPT_VERSION", At::Sometimes, "Version of the definition", "Версия определения"),
    (
        "RELATIVE_TO_REPORTER",
        At::Sometimes,
        "Defined relative to the reporting country",
        "Определяется относительно страны",
    ),
    ("DURATION", At::Sometimes, "Duration of stay", "Продолжительность пребывания"),
    ("RESIDENCE", At::Sometimes, "Residence", "Проживание"),
    ("COVERAGE", At::Sometimes, "Coverage", "Охват"),
    ("TERRITORY", At::Sometimes, "Territory", "Территория"),
    ("CLASSIFICATION", At::Sometimes, "Classification", "Классификация"),
    ("DATA_SOURCE", At::Sometimes, "Source of the data", "Источник данных"),
    ("VINTAGE", At::Sometimes, "Vintage of the figures", "Выпуск показателей"),
    ("ASSUMPTIONS", At::Sometimes, "Assumptions that the figures rest on", "Допущения, на которых основаны показатели"),
    ("NOTES", At::Sometimes, "Notes to the figures", "Примечания к показателям"),
];

/// What a column is called.
pub(super) fn names(id: &str) -> Wording {
    let column = COLUMNS.iter().find(|(column, ..)| *column == id);
    column.map_or_else(Wording::none, |(.., en, ru)| Wording::from(&Text::both(en, ru)))
}

/// Adds the measure, and as attributes the columns that stand beside it; a column that is a dimension is none.
pub(super) fn measure_and_attributes(making: &mut Making<'_>) -> Result<()> {
    for (id, at, en, ru) in COLUMNS {
        let names = Wording::from(&Text::both(en, ru));
        let taken = making.structure.dimensions.iter().any(|dimension| &*dimension.id == id);
        if at == At::Dimension || taken {
            continue;
        }
        let representation = match at {
            At::Figure | At::Number => Representation::text("Decimal"),
            At::Coded(list) => {
                Representation::coded(making.lists.of(&CodeList::built_in(list)?, lists::AGENCY, &[])?)
            }
            _ => Representation::text("String"),
        };
        let of = match at {
            At::Always | At::Sometimes => Relationship::DataSet,
            _ => Relationship::Observation,
        };
        let role = match at {
            // A suppressed cell has no figure.
            At::Figure => Role::Measure { mandatory: false },
            _ => Role::Attribute { mandatory: at == At::Always, of },
        };
        let component = making.component(id, names, role, Some(representation))?;
        if at == At::Figure {
            making.structure.measures.push(component);
        } else {
            making.structure.attributes.push(component);
        }
    }
    Ok(())
}
