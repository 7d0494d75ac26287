/// A version of SDMX-ML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange::sdmx) enum Version {
    /// 2.1.
    V21,
    /// 3.0.
    V30,
}

impl Version {
    /// The version whose messages have this namespace; the name of another one where it is a namespace of SDMX at all.
    pub(in crate::exchange::sdmx) fn of_namespace(namespace: &str) -> Result<Self, Option<&'static str>> {
        let namespace = namespace.to_ascii_lowercase();
        let Some((_, after)) = namespace.split_once("sdmx.org/resources/sdmxml/schemas/") else { return Err(None) };
        match after.split('/').next() {
            Some("v2_1") => Ok(Self::V21),
            Some("v3_0") => Ok(Self::V30),
            Some("v3_1") => Err(Some("SDMX-ML-3.1")),
            Some("v2_0") => Err(Some("SDMX-ML-2.0")),
            Some("v1_0") => Err(Some("SDMX-ML-1.0")),
            _ => Err(None),
        }
    }

    /// The namespace of a schema, such as `message` or `common`.
    pub(in crate::exchange::sdmx) fn namespace(self, schema: &str) -> String {
        let version = match self {
            Self::V21 => "v2_1",
            Self::V30 => "v3_0",
        };
        format!("http://www.sdmx.org/resources/sdmxml/schemas/{version}/{schema}")
    }
}
