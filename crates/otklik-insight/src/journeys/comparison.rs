//! What a question about journeys is compared with.

use otklik_core::{Filter, Span};

use crate::error::InsightError;
use crate::slice::Compare;
use crate::view::View;

impl View<'_> {
    /// The filter and the span that a question about journeys is compared with.
    pub(crate) fn slice_to_compare<'q>(
        &self,
        filter: &'q Filter,
        compare: Option<&'q Compare>,
    ) -> Result<Option<(&'q Filter, Span)>, InsightError> {
        Ok(match compare {
            None => None,
            Some(Compare::Rest | Compare::Slice(_)) => return Err(InsightError::CompareUnsupported),
            Some(Compare::Filter(other)) => {
                Some((other, self.span(if other.periods().is_empty() { filter } else { other })))
            }
            Some(_) => self.earlier_span(filter, compare).map(|span| (filter, span)),
        })
    }
}

impl InsightError {
    /// The same of the slice that a question is compared with: its filter stands elsewhere.
    pub(crate) fn of_comparison(self, compare: Option<&Compare>) -> Self {
        match (&self, compare) {
            (Self::Filter { place, .. }, Some(Compare::Filter(_))) if place == "/filter" => self.within_compare(),
            _ => self,
        }
    }
}
