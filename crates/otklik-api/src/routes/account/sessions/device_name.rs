//! What a browser is called by what it says of itself.

/// A browser and its system, by the names people know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DeviceName {
    pub(super) browser: Option<&'static str>,
    pub(super) system: Option<&'static str>,
}

/// Words of a user agent, the telling ones first: most browsers claim to be Chrome and Safari too.
const BROWSERS: &[(&str, &str)] = &[
    ("YaBrowser/", "Yandex Browser"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];
const SYSTEMS: &[(&str, &str)] = &[
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

impl DeviceName {
    pub(super) fn of(user_agent: &str) -> Self {
        let first = |names: &[(&str, &'static str)]| {
            names.iter().find(|(word, _)| user_agent.contains(word)).map(|(_, name)| *name)
        };
        Self { browser: first(BROWSERS), system: first(SYSTEMS) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_known_by_their_own_word() {
        let named = |user_agent: &str| {
            let DeviceName { browser, system } = DeviceName::of(user_agent);
            [browser, system].map(Option::unwrap_or_default)
        };
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
        assert_eq!(named(chrome), ["Chrome", "Windows"]);
        assert_eq!(named(&format!("{chrome} Edg/131.0.0.0")), ["Edge", "Windows"]);
        let yandex = "Mozilla/5.0 (Linux; arm_64; Android 14; M2101K6G) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 YaBrowser/24.7.0.97.00 SA/3 Mobile Safari/537.36";
        assert_eq!(named(yandex), ["Yandex Browser", "Android"]);
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
        assert_eq!(named(safari), ["Safari", "iPhone"]);
        assert_eq!(
            named("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"),
            ["Firefox", "Linux"]
        );
        assert_eq!(named(""), ["", ""]);
    }
}
