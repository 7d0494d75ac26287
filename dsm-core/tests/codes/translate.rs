use crate::provoked::{Example, Provoked, error, finding};
use dsm_core::catalogue::Catalogue;
use dsm_core::error::{Code, Result, codes::trl};
use dsm_core::translate::{Specification, Translation, Values, read};
use std::io::Cursor;

fn translated(text: &'static str) -> Result<Translation> {
    read(Cursor::new(text), "md.csv", &Specification::tidy(), &Catalogue::preset("unhcr").unwrap())
}

/// The finding of a rule in a file that is refused.
fn refused(rule: Code, text: &'static str) -> Provoked {
    finding(translated(text).unwrap_err().findings(), rule)
}

pub(super) const EXAMPLES: &[Example] = &[
    (trl::FILE_REFUSED, || {
        error(translated(
            "INDICATOR,REF_AREA,CITIZENSHIP,TIME_PERIOD,OBS_VALUE\nASYLUM_APPLICATIONS,MD,UKR,2023,many\n",
        ))
    }),
    (trl::COLUMN_UNUSED, || {
        refused(
            trl::COLUMN_UNUSED,
            "INDICATOR,REF_AREA,CITIZENSHIP,TIME_PERIOD,OBS_VALUE,REMARK\nASYLUM_APPLICATIONS,MD,UKR,2023,7,new\n",
        )
    }),
    (trl::DIMENSION_NOT_DECLARED, || {
        refused(
            trl::DIMENSION_NOT_DECLARED,
            "INDICATOR,REF_AREA,CITIZENSHIP,DECISION,TIME_PERIOD,OBS_VALUE\nASYLUM_APPLICATIONS,MD,UKR,REC,2023,7\n",
        )
    }),
    (trl::FIGURE_NOT_STATED, || {
        refused(
            trl::FIGURE_NOT_STATED,
            "INDICATOR,REF_AREA,CITIZENSHIP,TIME_PERIOD,OBS_VALUE\nASYLUM_APPLICATIONS,MD,UKR,2023,\n",
        )
    }),
    (trl::STATUS_UNREADABLE, || {
        refused(
            trl::STATUS_UNREADABLE,
            "INDICATOR,REF_AREA,CITIZENSHIP,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nASYLUM_APPLICATIONS,MD,UKR,2023,7,Q\n",
        )
    }),
    (trl::NOTHING_STATES, || error(translated("REF_AREA,CITIZENSHIP,TIME_PERIOD,OBS_VALUE\n"))),
    (trl::COLUMN_NOT_THERE, || {
        let specification = Specification::tidy().column("UNIT", "counted");
        let catalogue = Catalogue::preset("unhcr").unwrap();
        finding(
            read(Cursor::new("UNIT\nCASES\n"), "md.csv", &specification, &catalogue).unwrap_err().findings(),
            trl::COLUMN_NOT_THERE,
        )
    }),
    (trl::NO_ROWS, || error(translated("INDICATOR,REF_AREA,CITIZENSHIP,TIME_PERIOD,OBS_VALUE\n"))),
    (trl::INDIVIDUAL_DATA, || {
        error(translated("passport_no,date_of_birth\nX1234567,1990-02-03\nX7654321,1991-12-13\n"))
    }),
    (trl::PART_OF_FILES, || error(Specification::tidy().values(Values::across("TIME_PERIOD")).recoding())),
    (trl::SPECIFICATION_UNREADABLE, || error(Specification::tidy().declare("colums", "SEX", "Geschlecht"))),
];
