use super::key::KEYS;
use super::layers::Origin;
use super::*;
use toml::Value;

fn variables(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn file(text: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    file
}

fn origin<'a>(settled: &'a Settled, name: &str) -> &'a Origin {
    &settled.settings.iter().find(|setting| setting.key.name == name).unwrap().origin
}

#[test]
fn the_usual_configuration_is_that_of_the_program() {
    let empty = file("");
    let settled = settle(Some(empty.path()), Vec::new(), Vec::new()).unwrap();
    assert_eq!(settled.configuration.settings().unwrap().limits, Limits::default());
    let serving = settled.configuration.serving();
    assert_eq!((serving.connections, serving.drain), (Serving::default().connections, Serving::default().drain));
    assert!(settled.settings.iter().all(|setting| setting.origin == Origin::Default));
}

#[test]
fn a_flag_beats_the_environment_which_beats_the_file_which_beats_the_default() {
    let written = file("[server]\nport = 1\nhost = \"::1\"\ndrain_seconds = 5\n[server.tls]\nkey = \"k\"\n");
    let environment = variables(&[("OTKLIK__SERVER__PORT", "2"), ("OTKLIK__SERVER__HOST", "0.0.0.0"), ("PATH", "/")]);
    let flags = vec![("server.port", "--port", Value::Integer(3))];
    let settled = settle(Some(written.path()), environment, flags).unwrap();
    let server = &settled.configuration.server;
    assert_eq!((server.port, server.host.to_string(), server.drain_seconds), (3, "0.0.0.0".to_owned(), 5));
    assert_eq!(server.tls.key.as_deref(), Some(Path::new("k")));
    assert_eq!(*origin(&settled, "server.port"), Origin::Flag("--port"));
    assert_eq!(*origin(&settled, "server.host"), Origin::Variable("OTKLIK__SERVER__HOST".to_owned()));
    assert_eq!(*origin(&settled, "server.drain_seconds"), Origin::File(written.path().to_owned()));
    assert_eq!(*origin(&settled, "server.connections"), Origin::Default);
    let half = settled.configuration.tls_files().unwrap_err();
    assert!(matches!(half, ConfigurationError::PartnerMissing { key: "server.tls.certificate" }));
}

#[test]
fn an_unknown_key_is_refused_with_the_one_that_was_meant() {
    let written = file("[server]\nprot = 80\n");
    let error = settle(Some(written.path()), Vec::new(), Vec::new()).unwrap_err();
    assert!(matches!(error, ConfigurationError::Unknown { near: Some("server.port"), .. }), "{error:?}");
    let empty = file("");
    let error = settle(Some(empty.path()), variables(&[("OTKLIK__LIMITS__EVENTS_PER_SECONDS", "1")]), Vec::new());
    let error = error.unwrap_err();
    assert!(matches!(error, ConfigurationError::Unknown { near: Some("limits.events_per_second"), .. }), "{error:?}");
    let error = settle(Some(empty.path()), variables(&[("OTKLIK__ZZZ", "1")]), Vec::new()).unwrap_err();
    assert!(matches!(error, ConfigurationError::Unknown { near: None, .. }), "{error:?}");
}

#[test]
fn a_value_of_another_kind_is_refused_by_name() {
    for (text, name) in [
        ("[server]\nport = \"80\"\n", "server.port"),
        ("[server]\nport = 65536\n", "server.port"),
        ("[server]\nhost = \"cx.example.com\"\n", "server.host"),
        ("[server]\nhosts = \"cx\"\n", "server.hosts"),
        ("[limits]\nbody_bytes = -1\n", "limits.body_bytes"),
    ] {
        let written = file(text);
        let error = settle(Some(written.path()), Vec::new(), Vec::new()).unwrap_err();
        assert!(matches!(&error, ConfigurationError::Refused { key, .. } if key.name == name), "{text} {error:?}");
    }
}

#[test]
fn the_environment_gives_lists_by_commas() {
    let empty = file("");
    let environment = variables(&[("OTKLIK__SERVER__TRUSTED_PROXIES", "10.0.0.0/8, ::1")]);
    let settled = settle(Some(empty.path()), environment, Vec::new()).unwrap();
    assert_eq!(settled.configuration.server.trusted_proxies, ["10.0.0.0/8", "::1"]);
    assert!(settled.configuration.settings().is_ok());
}

#[test]
fn a_named_file_must_be_there_and_be_toml() {
    let missing = settle(Some(Path::new("/no/such/otklik.toml")), Vec::new(), Vec::new()).unwrap_err();
    assert!(matches!(missing, ConfigurationError::Unreadable { .. }));
    let written = file("[server\n");
    let malformed = settle(Some(written.path()), Vec::new(), Vec::new()).unwrap_err();
    assert!(matches!(malformed, ConfigurationError::Malformed { .. }));
}

#[test]
fn every_key_has_a_variable_that_leads_back_to_it() {
    let empty = file("");
    for key in KEYS {
        let text = match key.accept(Value::Integer(1)) {
            Some(_) => "1",
            None => "::1",
        };
        let settled = settle(Some(empty.path()), variables(&[(&key.variable(), text)]), Vec::new()).unwrap();
        assert_eq!(*origin(&settled, key.name), Origin::Variable(key.variable()), "{}", key.name);
    }
}

/// The example with every key that stands in a comment set as it stands there.
fn example_with_everything() -> String {
    let is_setting =
        |line: &str| line.starts_with('[') || line.split_once(" = ").is_some_and(|(name, _)| is_name(name));
    let lines = EXAMPLE.lines().map(|line| match line.strip_prefix("# ") {
        Some(setting) if is_setting(setting) => setting,
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn is_name(text: &str) -> bool {
    text.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
}

const EXAMPLE: &str = include_str!("../../../../deploy/otklik.toml");

#[test]
fn the_example_is_the_usual_configuration_and_explains_every_key() {
    let example = file(EXAMPLE);
    let settled = settle(Some(example.path()), Vec::new(), Vec::new()).unwrap();
    let set = settled.settings.iter().filter(|setting| setting.origin != Origin::Default);
    assert_eq!(set.map(|setting| setting.key.name).collect::<Vec<_>>(), ["data.folder"]);
    let everything = file(&example_with_everything());
    let settled = settle(Some(everything.path()), Vec::new(), Vec::new()).unwrap();
    for Setting { key, value, origin } in &settled.settings {
        assert_ne!(*origin, Origin::Default, "{} is not explained", key.name);
        let of_the_owner = key.usual().is_none() || key.name == "data.folder";
        assert!(of_the_owner || *value == key.usual(), "{} is {value:?} in the example", key.name);
    }
    assert!(settled.configuration.settings().is_ok() && settled.configuration.tls_files().is_ok());
}
