//! Sums per person, the raw material of every clustered variance.

/// What one person contributed: for answers Σw and Σwy, for rates exposure and events.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PersonSum {
    pub(crate) person: i64,
    pub(crate) weight: f64,
    pub(crate) sum: f64,
}

/// Sums per person, built as rows come in any order.
///
/// Rows of one person that follow each other cost nothing; scattered ones are sorted together whenever the table has
/// doubled, so that memory follows people, not rows. Rows without a person are people of their own and need only moments.
#[derive(Clone, Debug, Default)]
pub(crate) struct PersonTable {
    known: Vec<PersonSum>,
    compact_at: usize,
    anonymous: u64,
    weight_weight: f64,
    weight_sum: f64,
    sum_sum: f64,
}

const SMALLEST_COMPACTION: usize = 4096;

impl PersonTable {
    pub(crate) fn add(&mut self, person: Option<i64>, weight: f64, sum: f64) {
        let Some(person) = person else {
            self.add_unknown(1, weight, sum);
            return;
        };
        if let Some(last) = self.known.last_mut().filter(|last| last.person == person) {
            last.weight += weight;
            last.sum += sum;
            return;
        }
        self.known.push(PersonSum { person, weight, sum });
        if self.known.len() >= self.compact_at.max(SMALLEST_COMPACTION) {
            self.compact();
        }
    }

    /// Adds so many people of whom nothing else is known, each with the same weight and sum.
    pub(crate) fn add_unknown(&mut self, people: u64, weight: f64, sum: f64) {
        let count = people as f64;
        self.anonymous += people;
        self.weight_weight += count * weight * weight;
        self.weight_sum += count * weight * sum;
        self.sum_sum += count * sum * sum;
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.known.extend_from_slice(&other.known);
        self.anonymous += other.anonymous;
        self.weight_weight += other.weight_weight;
        self.weight_sum += other.weight_sum;
        self.sum_sum += other.sum_sum;
    }

    fn compact(&mut self) {
        self.known.sort_by_key(|entry| entry.person);
        self.known.dedup_by(|later, kept| {
            let same = later.person == kept.person;
            if same {
                kept.weight += later.weight;
                kept.sum += later.sum;
            }
            same
        });
        self.compact_at = 2 * self.known.len();
    }

    /// How much each person pulls Σsum/Σweight away from its value, and the clustered variance of that ratio.
    ///
    /// The variance is V = C/(C−1) · Σ over people of (sum − ratio · weight)² / (Σweight)², C people: the linearised
    /// variance of a ratio over clusters (Cochran 1977, *Sampling Techniques*, eq. 6.4; with the C/(C−1) of Liang and
    /// Zeger's sandwich as in Cameron and Miller 2015, section III.B). It is NaN below two people.
    pub(crate) fn influences(mut self, ratio: f64, total_weight: f64) -> Influences {
        self.compact();
        let mut squares = self.sum_sum - 2.0 * ratio * self.weight_sum + ratio * ratio * self.weight_weight;
        squares = squares.max(0.0) / (total_weight * total_weight);
        let mut by_person = Vec::with_capacity(self.known.len());
        for entry in &self.known {
            let pull = (entry.sum - ratio * entry.weight) / total_weight;
            squares += pull * pull;
            by_person.push((entry.person, pull));
        }
        let people = self.known.len() as u64 + self.anonymous;
        let correction = if people > 1 { people as f64 / (people as f64 - 1.0) } else { f64::NAN };
        Influences { by_person, people, correction, variance: correction * squares }
    }
}

/// How much each known person pulls a ratio, sorted by person.
#[derive(Clone, Debug)]
pub(crate) struct Influences {
    by_person: Vec<(i64, f64)>,
    pub(crate) people: u64,
    correction: f64,
    pub(crate) variance: f64,
}

impl Influences {
    /// The people of both together and the correlation of the two ratios that comes from people who are in both.
    ///
    /// Var(A − B) = C/(C−1) · Σ over people of (aᵢ − bᵢ)² expands to V_A + V_B − 2 Cov with Cov = C/(C−1) · Σ aᵢ bᵢ;
    /// the correction of the covariance is the geometric mean of both sides', so that a sample is perfectly
    /// correlated with itself.
    pub(crate) fn overlap(&self, other: &Self) -> Overlap {
        let (mut left, mut right) = (self.by_person.iter().peekable(), other.by_person.iter().peekable());
        let (mut products, mut shared) = (0.0, 0);
        while let (Some((one, pull)), Some((another, counterpull))) = (left.peek(), right.peek()) {
            match one.cmp(another) {
                std::cmp::Ordering::Less => drop(left.next()),
                std::cmp::Ordering::Greater => drop(right.next()),
                std::cmp::Ordering::Equal => {
                    products += pull * counterpull;
                    shared += 1;
                    left.next();
                    right.next();
                }
            }
        }
        let covariance = (self.correction * other.correction).sqrt() * products;
        let scale = (self.variance * other.variance).sqrt();
        let correlation = if scale > 0.0 { (covariance / scale).clamp(-1.0, 1.0) } else { 0.0 };
        Overlap { people: self.people + other.people - shared, shared, correlation }
    }
}

/// What two samples have in common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Overlap {
    pub(crate) people: u64,
    pub(crate) shared: u64,
    pub(crate) correlation: f64,
}
