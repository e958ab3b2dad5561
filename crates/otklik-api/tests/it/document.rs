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
