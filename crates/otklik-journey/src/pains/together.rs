//! Several folds in one walk.

use super::{TouchEvent, TouchFold};

/// Two folds that see the same touches: reading them once costs less than reading them twice.
impl<One: TouchFold, Other: TouchFold> TouchFold for (One, Other) {
    type Answer = (One::Answer, Other::Answer);

    fn visit(&mut self, customer: i64, touches: &[TouchEvent]) {
        self.0.visit(customer, touches);
        self.1.visit(customer, touches);
    }

    fn merge(&mut self, other: Self) {
        self.0.merge(other.0);
        self.1.merge(other.1);
    }

    fn finish(self) -> Self::Answer {
        (self.0.finish(), self.1.finish())
    }
}

/// A fold that is left out where it cannot be asked for.
impl<F: TouchFold> TouchFold for Option<F> {
    type Answer = Option<F::Answer>;

    fn visit(&mut self, customer: i64, touches: &[TouchEvent]) {
        if let Some(fold) = self {
            fold.visit(customer, touches);
        }
    }

    fn merge(&mut self, other: Self) {
        if let (Some(own), Some(other)) = (self, other) {
            own.merge(other);
        }
    }

    fn finish(self) -> Self::Answer {
        self.map(F::finish)
    }
}
