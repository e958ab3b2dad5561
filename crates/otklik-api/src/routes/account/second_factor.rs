//! `/api/v1/account/second-factor`: one's own second factor.

mod picture;

use axum::extract::State;
use axum::http::StatusCode;
use otklik_core::{ErrorCode, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::app::App;
use crate::audit::note;
use crate::input::Json;
use crate::problem::{Problem, ProblemDetails, QuestionProblems, SignedProblems};
use crate::routes::account::password::confirm;
use crate::signed::Signed;

/// The user's own second factor.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnSecondFactor {
    /// Since when there is one.
    since: Option<Timestamp>,
    /// Recovery codes that were not used yet.
    recovery_codes_left: u64,
}

/// One's own password, to show who is asking.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordShown {
    /// The password.
    password: String,
}

/// A secret for an authenticator app; it counts once a code of it was seen.
#[derive(Serialize, ToSchema)]
pub(crate) struct SecondFactorBegun {
    /// The secret in base32, for typing it in.
    secret: String,
    /// The address that apps read, `otpauth://…`.
    address: String,
    /// The address as a QR code, an SVG.
    picture: String,
}

/// A code of the app.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeShown {
    /// Six digits.
    code: String,
}

/// What lets somebody in who has lost the app.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecoveryCodes {
    /// Ten codes, each good for once; they are not shown again.
    recovery_codes: Vec<String>,
}

/// Tells whether there is a second factor.
#[utoipa::path(
    get, path = "/api/v1/account/second-factor", tag = "access", operation_id = "show_second_factor",
    security(("session" = ["own_account"])), responses((status = 200, body = OwnSecondFactor), SignedProblems)
)]
pub(crate) async fn show(State(app): State<App>, signed: Signed) -> Result<axum::Json<OwnSecondFactor>, Problem> {
    let (user, _) = signed.person()?;
    let recovery_codes_left = app.store.users().recovery_codes_left(user.id).await?;
    Ok(axum::Json(OwnSecondFactor { since: user.second_factor_at, recovery_codes_left }))
}

/// Makes a secret for an authenticator app; a factor that there is stays until a code of the new one was seen.
#[utoipa::path(
    post, path = "/api/v1/account/second-factor", tag = "access", operation_id = "begin_second_factor",
    request_body = PasswordShown, security(("session" = ["own_account"])),
    responses(
        (status = 201, body = SecondFactorBegun),
        (status = 422, description = "`password_wrong`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`, `too_many_requests`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn begin(
    State(app): State<App>,
    signed: Signed,
    Json(asked): Json<PasswordShown>,
) -> Result<(StatusCode, axum::Json<SecondFactorBegun>), Problem> {
    confirm(&app, &signed, &asked.password, "/password").await?;
    let (user, _) = signed.person()?;
    let secret = base32(&app.store.users().begin_second_factor(user.id).await?);
    let company = app.store.workspace().get().await?.map(|workspace| workspace.company).unwrap_or_default();
    let address = address(&company, &user.email, &secret);
    let picture = picture::draw(&address).map_err(|error| Problem::caused_by(ErrorCode::Internal, error))?;
    Ok((StatusCode::CREATED, axum::Json(SecondFactorBegun { secret, address, picture })))
}

/// Takes the new factor into force by a code of it.
#[utoipa::path(
    put, path = "/api/v1/account/second-factor", tag = "access", operation_id = "confirm_second_factor",
    request_body = CodeShown, security(("session" = ["own_account"])),
    responses(
        (status = 200, body = RecoveryCodes),
        (status = 422, description = "`code_mistyped`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn take_into_force(
    State(app): State<App>,
    signed: Signed,
    Json(asked): Json<CodeShown>,
) -> Result<axum::Json<RecoveryCodes>, Problem> {
    let (user, _) = signed.person()?;
    let confirmed = app.store.users().confirm_second_factor(user.id, &asked.code, app.clock.now()).await?;
    let recovery_codes = confirmed.ok_or_else(|| Problem::at(ErrorCode::CodeMistyped, "/code"))?;
    note(&app, user, "second_factor_set_up", &user.email, json!({})).await?;
    Ok(axum::Json(RecoveryCodes { recovery_codes }))
}

/// Takes one's own second factor away.
#[utoipa::path(
    post, path = "/api/v1/account/second-factor/removal", tag = "access", operation_id = "remove_second_factor",
    request_body = PasswordShown, security(("session" = ["own_account"])),
    responses(
        (status = 204, description = "Taken away."),
        (status = 422, description = "`password_wrong`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`, `too_many_requests`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn remove(
    State(app): State<App>,
    signed: Signed,
    Json(asked): Json<PasswordShown>,
) -> Result<StatusCode, Problem> {
    confirm(&app, &signed, &asked.password, "/password").await?;
    let (user, _) = signed.person()?;
    if app.store.users().remove_second_factor(user.id).await? {
        note(&app, user, "second_factor_removed", &user.email, json!({})).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// The address that authenticator apps read (the "Key URI Format").
fn address(company: &str, email: &str, secret: &str) -> String {
    let issuer = if company.trim().is_empty() { "Otklik".to_owned() } else { format!("Otklik {}", company.trim()) };
    let (issuer, account) = (escaped(&issuer), escaped(email));
    format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}")
}

fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// RFC 4648, section 6, without padding, as apps expect it.
fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const BITS: usize = 5;
    let bit = |place: usize| bytes.get(place / 8).is_some_and(|byte| byte >> (7 - place % 8) & 1 == 1);
    let digits = (bytes.len() * 8).div_ceil(BITS);
    let digit = |number: usize| (0..BITS).fold(0, |value, place| value * 2 + usize::from(bit(number * BITS + place)));
    (0..digits).map(|number| char::from(LETTERS[digit(number)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base32_is_that_of_the_standard() {
        for (text, encoded) in
            [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI")]
        {
            assert_eq!(base32(text.as_bytes()), encoded);
        }
    }

    #[test]
    fn an_address_keeps_its_parts_apart() {
        assert_eq!(
            address("Кофе & Ко", "a+b@c", "MY"),
            "otpauth://totp/Otklik%20%D0%9A%D0%BE%D1%84%D0%B5%20%26%20%D0%9A%D0%BE:a%2Bb@c?secret=MY&issuer=Otklik%20%D0%9A%D0%BE%D1%84%D0%B5%20%26%20%D0%9A%D0%BE"
        );
        assert!(address(" ", "a@b", "MY").starts_with("otpauth://totp/Otklik:a@b?"));
    }
}
