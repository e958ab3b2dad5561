//! What each route asks of whoever calls it, taken from the API's description.
//!
//! A route names the right it needs in its `security(…)`: `("session" = ["edit_units"])` lets people through whose role has
//! the right, `("key" = ["edit_units"])` keys whose scopes have it. A route that reads [`Signed`](crate::signed::Signed) and
//! names none lets nobody through.

use std::collections::HashMap;

use axum::http::Method;
use otklik_core::Right;
use serde_json::Value;
use utoipa::openapi::OpenApi;

/// What one route asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Decision {
    /// The right that a person needs; none when no person may call it.
    pub(crate) person: Option<Right>,
    /// The right that a program needs; none when no program may call it.
    pub(crate) program: Option<Right>,
}

/// What every route asks for.
#[derive(Debug)]
pub(crate) struct Decisions {
    by_route: HashMap<(String, String), Decision>,
}

impl Decisions {
    /// Reads them from the description.
    pub(crate) fn of(document: &OpenApi) -> Self {
        let mut by_route = HashMap::new();
        for (path, item) in &document.paths.paths {
            let Ok(Value::Object(operations)) = serde_json::to_value(item) else { continue };
            for (method, operation) in operations {
                by_route.insert((method, path.clone()), decision(&operation));
            }
        }
        Self { by_route }
    }

    /// What a route asks for; nothing is known of one that is not described.
    pub(crate) fn find(&self, method: &Method, path: &str) -> Decision {
        let method = if *method == Method::HEAD { Method::GET } else { method.clone() };
        let route = (method.as_str().to_ascii_lowercase(), path.to_owned());
        self.by_route.get(&route).copied().unwrap_or_default()
    }
}

fn decision(operation: &Value) -> Decision {
    let mut decision = Decision::default();
    for door in operation["security"].as_array().into_iter().flatten() {
        let right = |name: &str| door[name][0].as_str().and_then(|word| word.parse().ok());
        decision.person = decision.person.or_else(|| right("session"));
        decision.program = decision.program.or_else(|| right("key"));
    }
    decision
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_behind_the_sign_in_names_one_right_that_there_is() {
        let document = serde_json::to_value(crate::openapi()).unwrap();
        let mut named = 0;
        for (path, operations) in document["paths"].as_object().unwrap() {
            for (method, operation) in operations.as_object().unwrap() {
                for door in operation["security"].as_array().into_iter().flatten() {
                    for (name, rights) in door.as_object().unwrap() {
                        let rights: Vec<&str> = rights.as_array().unwrap().iter().filter_map(Value::as_str).collect();
                        let known = matches!(rights[..], [right] if right.parse::<Right>().is_ok());
                        assert!(known, "{method} {path}: write security((\"{name}\" = [\"a right\"])), not {rights:?}");
                        named += 1;
                    }
                }
            }
        }
        assert!(named > 50, "{named}");
    }

    #[test]
    fn a_route_that_is_not_described_asks_for_what_nobody_has() {
        let decisions = Decisions::of(&crate::openapi());
        assert_eq!(decisions.find(&Method::GET, "/api/v1/nowhere"), Decision::default());
        let units = Decision { person: Some(Right::AskQuestions), program: Some(Right::AskQuestions) };
        assert_eq!(decisions.find(&Method::HEAD, "/api/v1/units"), units);
    }
}
