//! The one table of errors: code, HTTP status, whether to try again; the Fluent key is `error-` and the code.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! error_codes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $status:literal, $retry:literal;)*) => {
        /// What went wrong, in a form that programs can rely on.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum ErrorCode {
            $($(#[$doc])* $variant,)*
        }

        impl ErrorCode {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The code on the wire, such as `time_missing`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The HTTP status that goes with it.
            pub fn http_status(self) -> u16 {
                match self { $(Self::$variant => $status,)* }
            }

            /// Whether the same request may succeed later.
            pub fn may_retry(self) -> bool {
                match self { $(Self::$variant => $retry,)* }
            }
        }
    };
}

error_codes! {
    /// The request's body is not JSON of the right shape.
    BodyMalformed = "body_malformed", 400, false;
    /// The request's body is larger than the limit.
    BodyTooLarge = "body_too_large", 413, false;
    /// More events in one request than the limit.
    TooManyEvents = "too_many_events", 413, false;
    /// A question names a metric that is not defined.
    MetricUnknown = "metric_unknown", 422, false;
    /// A filter or its value is not understood.
    FilterMalformed = "filter_malformed", 422, false;
    /// More conditions stand within each other than a filter may have.
    FilterTooDeep = "filter_too_deep", 422, false;
    /// A filter has more conditions than it may have.
    FilterTooLarge = "filter_too_large", 422, false;
    /// A condition on customers stands within another one.
    FilterNested = "filter_nested", 422, false;
    /// Something with which this question cannot be compared.
    CompareUnsupported = "compare_unsupported", 422, false;
    /// A question names a figure that there is not.
    FigureUnknown = "figure_unknown", 422, false;
    /// A slice that this question cannot be divided by.
    SliceUnsupported = "slice_unsupported", 422, false;
    /// A text of SQL is no question, or more than one.
    SqlRefused = "sql_refused", 422, false;
    /// A text is not SQL.
    SqlMalformed = "sql_malformed", 422, false;
    /// SQL names a table or column that there is not.
    SqlNameUnknown = "sql_name_unknown", 422, false;
    /// SQL that cannot be meant so.
    SqlWrong = "sql_wrong", 422, false;
    /// A text of SQL is too long or nests too deeply.
    SqlTooLarge = "sql_too_large", 422, false;
    /// SQL needs more memory than it may have.
    SqlMemory = "sql_memory", 422, false;
    /// SQL took longer than it may.
    SqlTime = "sql_time", 422, false;
    /// SQL failed on the data.
    SqlFailed = "sql_failed", 422, false;
    /// A board was changed since the draft was made.
    BoardChanged = "board_changed", 409, false;
    /// A board has more panels, or a panel more text, than it may have.
    BoardTooLarge = "board_too_large", 422, false;
    /// The drawing of a map was changed since the draft was made.
    MapChanged = "map_changed", 409, false;
    /// A map has more on it, or a text is longer, than may be.
    MapTooLarge = "map_too_large", 422, false;
    /// A note says nothing.
    NoteEmpty = "note_empty", 422, false;
    /// An address leads out of the installation.
    AddressForeign = "address_foreign", 422, false;
    /// A panel takes no or more columns than a board has.
    PanelWidthOutside = "panel_width_outside", 422, false;
    /// A funnel or an expected journey has no step.
    StepsMissing = "steps_missing", 422, false;
    /// A question has more steps, periods, nodes or values than it may have.
    TooManyParts = "too_many_parts", 422, false;
    /// A step is optional where it cannot be left out.
    OptionalMisplaced = "optional_misplaced", 422, false;
    /// A step has a limit and no step before it.
    LimitMisplaced = "limit_misplaced", 422, false;
    /// An exclusion does not lie between two steps.
    ExclusionMisplaced = "exclusion_misplaced", 422, false;
    /// A breakdown is by a step that the funnel does not have.
    BreakdownMisplaced = "breakdown_misplaced", 422, false;
    /// A duration is zero or less.
    DurationNotPositive = "duration_not_positive", 422, false;
    /// A question covers no period.
    PeriodsMissing = "periods_missing", 422, false;
    /// A question names a touchpoint, stage or event of which there is none.
    NodeUnknown = "node_unknown", 422, false;
    /// A path is asked for with no steps or too many.
    DepthOutside = "depth_outside", 422, false;
    /// Nobody is signed in, or the session has ended.
    NotSignedIn = "not_signed_in", 401, false;
    /// E-mail or password is wrong.
    CredentialsWrong = "credentials_wrong", 401, false;
    /// The password is right, and a code of the second factor is needed besides.
    CodeNeeded = "code_needed", 401, false;
    /// The code of the second factor is wrong or was used before.
    CodeWrong = "code_wrong", 401, false;
    /// A code does not fit the second factor that is being set up.
    CodeMistyped = "code_mistyped", 422, false;
    /// The rules ask for a second factor that the user does not have.
    SecondFactorRequired = "second_factor_required", 403, false;
    /// Too many failed attempts to sign in.
    TooManyAttempts = "too_many_attempts", 429, true;
    /// The API key is unknown or withdrawn.
    KeyUnknown = "key_unknown", 401, false;
    /// The signed-in person may not do this.
    Forbidden = "forbidden", 403, false;
    /// The request came from another site's page.
    OriginForeign = "origin_foreign", 403, false;
    /// The host is none of this installation's.
    HostUnknown = "host_unknown", 421, false;
    /// More requests or events than a sender may send.
    TooManyRequests = "too_many_requests", 429, true;
    /// There is nothing at this address.
    NotFound = "not_found", 404, false;
    /// The address exists, but not with this method.
    MethodNotAllowed = "method_not_allowed", 405, false;
    /// The set-up was done before.
    AlreadySetUp = "already_set_up", 409, false;
    /// The password is shorter than twelve characters.
    PasswordTooShort = "password_too_short", 422, false;
    /// The password is one of those that are guessed first.
    PasswordCommon = "password_common", 422, false;
    /// The e-mail address has no @.
    EmailMalformed = "email_malformed", 422, false;
    /// Another user has this e-mail address.
    EmailTaken = "email_taken", 409, false;
    /// The name is empty.
    NameMissing = "name_missing", 422, false;
    /// The user is the last administrator.
    LastAdministrator = "last_administrator", 409, false;
    /// A user is to see no unit at all.
    ScopeEmpty = "scope_empty", 422, false;
    /// The link of an invitation is unknown, used or too old.
    InvitationUnknown = "invitation_unknown", 404, false;
    /// A user's own password was given wrongly.
    PasswordWrong = "password_wrong", 422, false;
    /// An API key is to be for nothing.
    KeyScopesMissing = "key_scopes_missing", 422, false;
    /// An API key would have expired already.
    KeyExpiryPast = "key_expiry_past", 422, false;
    /// The time zone is not known.
    ZoneUnknown = "zone_unknown", 422, false;
    /// The catalogue has faults; they are told one by one.
    CatalogueMalformed = "catalogue_malformed", 422, false;
    /// A pattern is empty or has its `*` elsewhere than at the end.
    PatternMalformed = "pattern_malformed", 422, false;
    /// A name is not filled in, in one of the languages.
    TextMissing = "text_missing", 422, false;
    /// The metric's id is not made of small Latin letters, digits and `_`.
    MetricIdMalformed = "metric_id_malformed", 422, false;
    /// Two metrics have the same id.
    MetricIdTaken = "metric_id_taken", 422, false;
    /// A metric has two targets for the same unit.
    TargetTaken = "target_taken", 422, false;
    /// A metric names no survey.
    SurveysMissing = "surveys_missing", 422, false;
    /// A list is longer than the limit.
    ListTooLong = "list_too_long", 422, false;
    /// Somebody else changed the catalogue in the meantime.
    CatalogueChanged = "catalogue_changed", 409, false;
    /// There is a unit with this path.
    UnitTaken = "unit_taken", 409, false;
    /// Events name the unit, or others hang below it.
    UnitInUse = "unit_in_use", 409, false;
    /// A unit cannot get another path.
    UnitImmovable = "unit_immovable", 422, false;
    /// The event has no id.
    IdMissing = "id_missing", 422, false;
    /// The event has no name.
    EventNameMissing = "event_name_missing", 422, false;
    /// The event names no source.
    SourceMissing = "source_missing", 422, false;
    /// The event has no time.
    TimeMissing = "time_missing", 422, false;
    /// The time is not understood, or has no offset.
    TimeMalformed = "time_malformed", 422, false;
    /// The time is before 1970 or more than a day ahead.
    TimeImplausible = "time_implausible", 422, false;
    /// The amount is not a decimal number.
    AmountMalformed = "amount_malformed", 422, false;
    /// An amount without currency.
    CurrencyMissing = "currency_missing", 422, false;
    /// The currency is not three capital letters.
    CurrencyMalformed = "currency_malformed", 422, false;
    /// The number is not a number.
    NumberMalformed = "number_malformed", 422, false;
    /// The unit is not a path such as msk/arbat.
    UnitMalformed = "unit_malformed", 422, false;
    /// The telephone number is not understood.
    PhoneMalformed = "phone_malformed", 422, false;
    /// The value lies outside the question's scale.
    ValueOutsideScale = "value_outside_scale", 422, false;
    /// A text is longer than the limit.
    TextTooLong = "text_too_long", 422, false;
    /// A field that events do not have.
    FieldUnknown = "field_unknown", 422, false;
    /// A field that must be there is not there.
    FieldMissing = "field_missing", 422, false;
    /// A field has the wrong type.
    FieldMalformed = "field_malformed", 422, false;
    /// A row has another number of columns than the heading.
    ColumnsUneven = "columns_uneven", 422, false;
    /// A row of totals, not of something that happened.
    TotalsRow = "totals_row", 422, false;
    /// A column that the mapping names is not in the file.
    ColumnMissing = "column_missing", 422, false;
    /// A row refers to another file's row that is not there.
    JoinMissing = "join_missing", 422, false;
    /// Files or their mapping cannot be used as they are.
    ImportUnreadable = "import_unreadable", 422, false;
    /// The import is being worked on, or done.
    ImportUnderWay = "import_under_way", 409, false;
    /// The text is not UTF-8.
    EncodingMalformed = "encoding_malformed", 422, false;
    /// The same (source, id) came before.
    Duplicate = "duplicate", 200, false;
    /// The disk is full; nothing was lost, nothing was taken.
    DiskFull = "disk_full", 503, true;
    /// The server takes no more at the moment.
    Busy = "busy", 503, true;
    /// Something failed inside; the log has the request's id.
    Internal = "internal", 500, true;
}

impl std::fmt::Display for ErrorCode {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_tried_again_is_no_fault_of_the_request() {
        for code in ErrorCode::ALL {
            let status = code.http_status();
            assert_eq!(code.may_retry(), status >= 500 || status == 429, "{code}");
        }
    }

    #[test]
    fn a_code_is_written_as_it_is_named() {
        for code in ErrorCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }
}
