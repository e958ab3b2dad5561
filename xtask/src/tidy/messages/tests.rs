use super::*;
use crate::tidy::tree::found;

const PAGE: &str = "web/src/routes/+page.svelte";
const ENGLISH: &str = "locales/en/app.ftl";
const RUSSIAN: &str = "locales/ru/app.ftl";

#[test]
fn messages_in_one_language_only_are_found_on_either_side() {
    let files = [
        (PAGE, "t('both') t('english') t('russian')"),
        (ENGLISH, "both = B\nenglish = E\n"),
        (RUSSIAN, "both = О\nrussian =\n    Р\n"),
    ];
    assert_eq!(
        found(check, &files),
        [
            "locales/en/app.ftl:2: the message `english` is missing in `ru`",
            "locales/ru/app.ftl:2: the message `russian` is missing in `en`",
        ]
    );
}

#[test]
fn an_attribute_in_one_language_only_is_found() {
    let files = [
        (PAGE, "t('wrong')"),
        (ENGLISH, "wrong = W\n    .remedy = R\n"),
        (RUSSIAN, "wrong = В, а не\n    .иное = нет\n"),
    ];
    assert_eq!(found(check, &files), ["locales/en/app.ftl:2: the message `wrong.remedy` is missing in `ru`"]);
}

#[test]
fn a_message_nobody_uses_is_found() {
    let text = "used = U\nunused = N\nreferred = R\nrefers = { referred } { $count }\n";
    let files = [(PAGE, "t('used') t('refers')"), (ENGLISH, text), (RUSSIAN, text)];
    assert_eq!(
        found(check, &files),
        [
            "locales/en/app.ftl:2: nothing uses the message `unused`",
            "locales/ru/app.ftl:2: nothing uses the message `unused`",
        ]
    );
}

#[test]
fn a_longer_word_or_a_test_is_no_use() {
    let text = "title = T\n";
    let files = [(PAGE, "subtitle title-bar"), ("web/src/a.test.ts", "title"), (ENGLISH, text), (RUSSIAN, text)];
    assert_eq!(found(check, &files).len(), 2);
}

#[test]
fn rust_source_and_error_codes_use_messages() {
    let text = "from-rust = R\nerror-busy = B\nerror-unknown = U\n";
    let files = [
        ("crates/otklik/src/main.rs", "say(\"from-rust\")"),
        ("crates/otklik-core/src/error_code.rs", "Busy = \"busy\", 503, true;"),
        (ENGLISH, text),
        (RUSSIAN, text),
    ];
    assert_eq!(
        found(check, &files),
        [
            "locales/en/app.ftl:3: nothing uses the message `error-unknown`",
            "locales/ru/app.ftl:3: nothing uses the message `error-unknown`",
        ]
    );
}

#[test]
fn a_comment_declares_keys_that_code_puts_together_and_must_not_be_stale() {
    let english = "# keys: stage-*, gone-*\nstage-use = Use\n";
    let files = [(PAGE, "t(`stage-${id}`)"), (ENGLISH, english), (RUSSIAN, "stage-use = Использование\n")];
    assert_eq!(found(check, &files), ["locales/en/app.ftl:1: no message begins with `gone-`"]);
}

#[test]
fn a_message_that_stands_twice_is_found() {
    let files = [(PAGE, "t('a')"), (ENGLISH, "a = 1\na = 2\n"), (RUSSIAN, "a = 1\n")];
    assert_eq!(found(check, &files), ["locales/en/app.ftl:2: the message `a` stands twice"]);
}

#[test]
fn a_page_that_asks_for_a_message_that_is_not_there_is_found() {
    let page = "<p>{t('here')}</p>\n<p>{$t(\"gone\")}</p>\n{split('x')}\n{t(\n  'wrapped')}";
    let files = [(PAGE, page), (ENGLISH, "here = H\n"), (RUSSIAN, "here = З\n")];
    assert_eq!(
        found(check, &files),
        [
            "web/src/routes/+page.svelte:2: the message `gone` is not in `locales/`",
            "web/src/routes/+page.svelte:4: the message `wrapped` is not in `locales/`",
        ]
    );
}
