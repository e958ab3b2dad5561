//! The cheapest alignment of one journey with the plan.

/// One move of an alignment. Steps and touches are indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// A touch takes a step in its place.
    Together {
        /// The step.
        step: usize,
        /// The touch.
        touch: usize,
    },
    /// A step is not taken here.
    StepAlone(usize),
    /// A touch takes no step here.
    TouchAlone(usize),
}

/// What a touch alone costs, and a required step alone costs a little more, so that of equally cheap alignments the one with the
/// fewest of these is the cheapest.
const TOUCH_ALONE: u64 = 1 << 32;
const REQUIRED_ALONE: u64 = TOUCH_ALONE + 1;

/// Finds alignments, with buffers that serve one journey after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Aligner {
    /// For each place in the journey and each step: what the moves from there to the end cost.
    costs: Vec<u64>,
    moves: Vec<Move>,
}

impl Aligner {
    /// Aligns touches, of each the steps that it can take as bits, with so many steps, of which these bits are required.
    pub fn align(&mut self, touches: &[u16], steps: usize, required: u16) -> &[Move] {
        let width = steps + 1;
        let step_alone = |step: usize| if required >> step & 1 == 1 { REQUIRED_ALONE } else { 0 };
        self.costs.clear();
        self.costs.resize((touches.len() + 1) * width, 0);
        let costs = &mut self.costs;
        for step in (0..steps).rev() {
            let end = touches.len() * width;
            costs[end + step] = costs[end + step + 1] + step_alone(step);
        }
        for (place, touch) in touches.iter().enumerate().rev() {
            let (here, after) = (place * width, (place + 1) * width);
            costs[here + steps] = costs[after + steps] + TOUCH_ALONE;
            for step in (0..steps).rev() {
                let alone = (costs[here + step + 1] + step_alone(step)).min(costs[after + step] + TOUCH_ALONE);
                let together = if touch >> step & 1 == 1 { costs[after + step + 1] } else { u64::MAX };
                costs[here + step] = alone.min(together);
            }
        }
        self.walk(touches, steps, step_alone);
        &self.moves
    }

    /// Goes along the cheapest moves from the beginning: together before a step alone, and that before a touch alone.
    fn walk(&mut self, touches: &[u16], steps: usize, step_alone: impl Fn(usize) -> u64) {
        let Self { costs, moves } = self;
        let cost = |touch: usize, step: usize| costs[touch * (steps + 1) + step];
        let (mut touch, mut step) = (0, 0);
        moves.clear();
        while touch < touches.len() || step < steps {
            let both = touch < touches.len() && step < steps && touches[touch] >> step & 1 == 1;
            if both && cost(touch, step) == cost(touch + 1, step + 1) {
                moves.push(Move::Together { step, touch });
                (touch, step) = (touch + 1, step + 1);
            } else if step < steps && cost(touch, step) == cost(touch, step + 1) + step_alone(step) {
                moves.push(Move::StepAlone(step));
                step += 1;
            } else {
                moves.push(Move::TouchAlone(touch));
                touch += 1;
            }
        }
    }
}
