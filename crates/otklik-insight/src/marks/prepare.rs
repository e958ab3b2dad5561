//! From the question to what the folds read.

use otklik_core::Role;
use otklik_journey::{AftermathTerms, MomentTerms};

use super::MarksQuestion;
use crate::error::InsightError;
use crate::journeys::MOST_NODES_SHOWN;
use crate::pains::{PreparedPains, window_of_days};
use crate::view::View;

/// Marks of a question, ready to be counted.
pub(super) struct PreparedMarks {
    pub(super) pains: PreparedPains,
    /// Nothing where there are more touchpoints than can be compared.
    pub(super) moments: Option<MomentTerms>,
    pub(super) aftermath: AftermathTerms,
}

impl View<'_> {
    pub(super) async fn prepare_marks(&self, question: &MarksQuestion) -> Result<PreparedMarks, InsightError> {
        let window = window_of_days(question.complaint_days, "/complaint_days")?;
        let pains = self.prepare_pains(&question.of_pains()).await?;
        let nodes = pains.nodes.len();
        let moments = MomentTerms { nodes, return_window: pains.terms.return_window, now: self.now.0 };
        let mut complaints = Vec::new();
        for kind in self.lens.kinds_with(&[Role::Complaint]) {
            let Ok(code) = u16::try_from(kind.0) else { continue };
            complaints.resize(complaints.len().max(usize::from(code) + 1), false);
            complaints[usize::from(code)] = true;
        }
        Ok(PreparedMarks {
            moments: (nodes <= MOST_NODES_SHOWN).then_some(moments),
            aftermath: AftermathTerms { nodes, complaints, window, now: self.now.0 },
            pains,
        })
    }
}
