//! Whether a text is one question, before anything is planned.

use std::ops::ControlFlow;

use datafusion::sql::parser::Statement as Planned;
use datafusion::sql::sqlparser::ast::{Query, SetExpr, Spanned, Statement, Visit, Visitor};
use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::parser::{Parser, ParserError};
use datafusion::sql::sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer};

use super::error::{SqlError, SqlPlace};

/// The longest text, in bytes.
const LONGEST: usize = 32 * 1024;
/// Levels of parentheses and subqueries that the parser follows.
const DEEPEST: usize = 60;
/// Operators, joins, unions and calls: a chain of them nests as deeply as it is long, and planning follows it on the stack.
const MOST_LINKS: usize = 400;
/// Tables in one list.
const MOST_TABLES: usize = 32;
/// Values in all; lists of them are long, not deep.
const MOST_TOKENS: usize = 20_000;

/// Reads a text as one question.
pub(super) fn checked(text: &str) -> Result<Planned, SqlError> {
    if text.len() > LONGEST {
        return Err(SqlError::TooLarge);
    }
    let tokens = Tokenizer::new(&GenericDialect {}, text).tokenize_with_location();
    let tokens = tokens.map_err(|error| {
        let place = SqlPlace { line: error.location.line, column: error.location.column };
        SqlError::Malformed { said: error.message, place: Some(place) }
    })?;
    if tokens.len() > MOST_TOKENS || tokens.iter().filter(|token| is_link(token)).count() > MOST_LINKS {
        return Err(SqlError::TooLarge);
    }
    let words: Vec<&TokenWithSpan> = tokens.iter().filter(|token| is_word(token)).collect();
    refuse_other_words(&words)?;
    let dialect = GenericDialect {};
    let mut parser = Parser::new(&dialect).with_recursion_limit(DEEPEST).with_tokens_with_locations(tokens.clone());
    let mut statements = parser.parse_statements().map_err(malformed)?;
    let (Some(statement), true) = (statements.pop(), statements.is_empty()) else {
        let what = if tokens.iter().any(is_word) { ";" } else { "" };
        return Err(SqlError::Refused { what: what.to_owned(), place: None });
    };
    let mut reading = OnlyReading;
    match (&statement, statement.visit(&mut reading)) {
        (Statement::Query(_), ControlFlow::Continue(())) => Ok(Planned::Statement(Box::new(statement))),
        (_, ControlFlow::Break(refused)) => Err(refused),
        (_, ControlFlow::Continue(())) => Err(refused(first_word(&statement.to_string()), statement.span().start)),
    }
}

/// Refuses what begins with another word than a question does; the parser does not know all of those.
fn refuse_other_words(words: &[&TokenWithSpan]) -> Result<(), SqlError> {
    let Some(first) = words.first() else {
        return Err(SqlError::Refused { what: String::new(), place: None });
    };
    let is_question = match &first.token {
        Token::Word(word) => ["SELECT", "WITH", "VALUES"].iter().any(|known| word.value.eq_ignore_ascii_case(known)),
        other => *other == Token::LParen,
    };
    if is_question { Ok(()) } else { Err(refused(first.token.to_string().to_uppercase(), first.span.start)) }
}

fn refused(what: String, at: datafusion::sql::sqlparser::tokenizer::Location) -> SqlError {
    let place = (at.line > 0).then_some(SqlPlace { line: at.line, column: at.column });
    SqlError::Refused { what, place }
}

fn first_word(text: &str) -> String {
    text.split_whitespace().next().unwrap_or_default().to_uppercase()
}

fn is_word(token: &TokenWithSpan) -> bool {
    !matches!(token.token, Token::Whitespace(_) | Token::SemiColon | Token::EOF)
}

/// Whether a token may make what it stands in one level deeper.
fn is_link(token: &TokenWithSpan) -> bool {
    match &token.token {
        Token::Word(word) if word.quote_style.is_none() => {
            let chaining =
                ["AND", "OR", "NOT", "UNION", "EXCEPT", "INTERSECT", "JOIN", "CASE", "CAST", "LIKE", "IS", "BETWEEN"];
            chaining.iter().any(|known| word.value.eq_ignore_ascii_case(known))
        }
        Token::Word(_)
        | Token::Number(..)
        | Token::Char(_)
        | Token::SingleQuotedString(_)
        | Token::DoubleQuotedString(_)
        | Token::Whitespace(_)
        | Token::Comma
        | Token::Period
        | Token::RParen
        | Token::SemiColon
        | Token::EOF => false,
        _ => true,
    }
}

/// The parser tells the place at the end of what it says.
fn malformed(error: ParserError) -> SqlError {
    let said = match error {
        ParserError::TokenizerError(said) | ParserError::ParserError(said) => said,
        ParserError::RecursionLimitExceeded => return SqlError::TooLarge,
    };
    let told = said.rsplit_once(" at Line: ").and_then(|(said, place)| {
        let (line, column) = place.split_once(", Column: ")?;
        Some((said.to_owned(), SqlPlace { line: line.parse().ok()?, column: column.parse().ok()? }))
    });
    match told {
        Some((said, place)) => SqlError::Malformed { said, place: Some(place) },
        None => SqlError::Malformed { said, place: None },
    }
}

/// Finds what writes or reaches further inside of a question.
struct OnlyReading;

impl Visitor for OnlyReading {
    type Break = SqlError;

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<SqlError> {
        let writes = match query.body.as_ref() {
            SetExpr::Insert(_) | SetExpr::Update(_) | SetExpr::Delete(_) | SetExpr::Merge(_) => true,
            // Each table of a list is joined to all before it.
            SetExpr::Select(select) if select.from.len() > MOST_TABLES => {
                return ControlFlow::Break(SqlError::TooLarge);
            }
            SetExpr::Select(select) => select.into.is_some(),
            _ => false,
        };
        let recurses = query.with.as_ref().is_some_and(|with| with.recursive);
        let what = match (writes, recurses) {
            (true, _) => first_word(&query.body.to_string()),
            (false, true) => "RECURSIVE".to_owned(),
            (false, false) => return ControlFlow::Continue(()),
        };
        let what = if what == "SELECT" { "SELECT INTO".to_owned() } else { what };
        ControlFlow::Break(refused(what, query.span().start))
    }
}
