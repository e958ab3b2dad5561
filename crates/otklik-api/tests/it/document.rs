//! The API's description.

use std::env;
use std::fs;
use std::path::Path;

use otklik_testkit::TestServer;

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/openapi.json");

#[test]
fn the_committed_description_is_the_servers() {
    let described = otklik_api::openapi().to_pretty_json().unwrap() + "\n";
    if env::var_os("OTKLIK_UPDATE").is_some() {
        fs::write(COMMITTED, &described).unwrap();
    }
    let committed = fs::read_to_string(Path::new(COMMITTED)).unwrap_or_default();
    assert!(
        committed == described,
        "web/openapi.json is not what the server says; run `cargo xtask gen` and look at the difference"
    );
}

#[tokio::test]
async fn the_server_shows_its_own_description() {
    let (_, shown) = TestServer::start().await.visitor().get("/api/openapi.json").await;
    assert_eq!(shown, serde_json::to_value(otklik_api::openapi()).unwrap());
}

#[test]
fn every_reference_leads_somewhere() {
    let document = serde_json::to_value(otklik_api::openapi()).unwrap();
    let text = document.to_string();
    let references: Vec<&str> = text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(references.len() > 100, "{}", references.len());
    for reference in references {
        assert!(document.pointer(reference).is_some(), "{reference}");
    }
}

#[test]
fn what_can_be_wrong_about_an_address_is_described() {
    let document = serde_json::to_value(otklik_api::openapi()).unwrap();
    let mut looked_at = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            let has = |place: &str| parameters.iter().any(|parameter| parameter["in"] == place);
            let has_malformed = has("query") || operation.get("requestBody").is_some();
            for (is_needed, status) in [(has("path"), "404"), (has_malformed, "422")] {
                looked_at += usize::from(is_needed);
                assert!(!is_needed || operation["responses"].get(status).is_some(), "{method} {path} lacks {status}");
            }
        }
    }
    assert!(looked_at > 50, "{looked_at}");
}
