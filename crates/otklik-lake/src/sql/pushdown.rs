//! Conditions of a reader that files can answer before rows are made.
//!
//! Only comparisons of a column with a value are taken: they cannot fail, so that they tell nothing of hidden rows.

use datafusion::common::Column as Named;
use datafusion::logical_expr::{BinaryExpr, Operator};
use datafusion::prelude::{Expr, col, lit};
use datafusion::scalar::ScalarValue;
use otklik_core::KindKey;

use super::columns::{EVENTS, From, Said};
use super::shape::text;
use super::sight::SqlSight;
use crate::schema::Column;

/// The same condition on the lake's columns, if there is one.
pub(super) fn pushed(sight: &SqlSight, condition: &Expr) -> Option<Expr> {
    match condition {
        Expr::BinaryExpr(BinaryExpr { left, op, right }) => match (left.as_ref(), right.as_ref()) {
            (Expr::Column(column), Expr::Literal(value, _)) => compared(sight, column, *op, value),
            (Expr::Literal(value, _), Expr::Column(column)) => compared(sight, column, op.swap()?, value),
            _ => None,
        },
        Expr::InList(list) if !list.negated => {
            let Expr::Column(column) = list.expr.as_ref() else { return None };
            let values: Vec<&ScalarValue> = list.list.iter().map(value_of).collect::<Option<_>>()?;
            match from(column)? {
                From::Catalogue(said) => Some(kinds_with(sight, said, &values)),
                other => {
                    let column = stored(sight, other)?;
                    Some(col(column.name()).in_list(list.list.clone(), false))
                }
            }
        }
        Expr::IsNotNull(column) => match column.as_ref() {
            Expr::Column(column) => Some(col(stored(sight, from(column)?)?.name()).is_not_null()),
            _ => None,
        },
        _ => None,
    }
}

fn value_of(expression: &Expr) -> Option<&ScalarValue> {
    match expression {
        Expr::Literal(value, _) => Some(value),
        _ => None,
    }
}

fn from(column: &Named) -> Option<From> {
    EVENTS.iter().find(|(name, _)| *name == column.name).map(|(_, from)| *from)
}

/// The lake's column that says the same.
fn stored(sight: &SqlSight, from: From) -> Option<Column> {
    match from {
        From::Lake(column) => Some(column),
        From::Owner => sight.moves.is_empty().then_some(Column::CustomerKey),
        From::Catalogue(_) | From::LocalTime => None,
    }
}

fn compared(sight: &SqlSight, column: &Named, operator: Operator, value: &ScalarValue) -> Option<Expr> {
    let from = from(column)?;
    if let From::Catalogue(said) = from {
        return (operator == Operator::Eq).then(|| kinds_with(sight, said, &[value]));
    }
    let column = col(stored(sight, from)?.name());
    let value = lit(value.clone());
    match operator {
        Operator::Eq => Some(column.eq(value)),
        Operator::Lt => Some(column.lt(value)),
        Operator::LtEq => Some(column.lt_eq(value)),
        Operator::Gt => Some(column.gt(value)),
        Operator::GtEq => Some(column.gt_eq(value)),
        _ => None,
    }
}

/// The events of kinds of which the catalogue says one of these.
fn kinds_with(sight: &SqlSight, said: Said, values: &[&ScalarValue]) -> Expr {
    let wanted: Vec<&str> = values.iter().filter_map(|value| value.try_as_str().flatten()).collect();
    let mut kinds: Vec<i64> = sight
        .meanings
        .iter()
        .filter(|(_, meaning)| text(meaning, said).is_some_and(|text| wanted.contains(&text)))
        .map(|(KindKey(kind), _)| *kind)
        .collect();
    kinds.sort_unstable();
    match kinds[..] {
        [] => lit(false),
        _ => col(Column::KindKey.name()).in_list(kinds.into_iter().map(lit).collect(), false),
    }
}
