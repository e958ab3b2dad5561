use super::*;

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn instant(text: &str) -> i64 {
    Timestamp::parse(text).unwrap().0
}

#[test]
fn a_cell_is_told_from_the_path_of_its_files() {
    let mut cells = vec![Cell::year_of(month("2026-05")), Cell::year_of(month("-012-01"))];
    for place in 0..200 {
        let parts = cells[place].parts();
        cells.extend(parts);
    }
    for cell in cells {
        assert_eq!(Cell::of_file(&format!("{}/x.parquet", cell.folder())), Some(cell), "{}", cell.folder());
    }
    assert_eq!(Cell::year_of(month("2026-05")).folder(), "sorted/2026-01_2026-12/b0of1");
    for path in
        ["tail-1.parquet", "sorted/x.parquet", "sorted/2026-01_2026-12/x.parquet", "sorted/2026-01_2026-12/b0of1"]
    {
        assert_eq!(Cell::of_file(path), None, "{path}");
    }
}

#[test]
fn rows_without_any_cell_yet_go_into_whole_years() {
    let mut routes = Routes::new([]);
    let first = routes.find(instant("2026-05-31T23:59:59.999999Z"), Some(1), 1);
    assert_eq!(routes.find(instant("2026-12-31T00:00:00Z"), None, 2), first);
    let next = routes.find(instant("2027-01-01T00:00:00Z"), Some(1), 3);
    assert_ne!(next, first);
    assert_eq!(routes.found()[next].folder(), "sorted/2027-01_2027-12/b0of1");
}

/// However often cells are cut, each row has exactly one cell in use, and cells in use stay disjoint.
#[test]
fn cuts_keep_every_row_in_exactly_one_cell() {
    let times: Vec<i64> = (0..24).map(|step| month("2025-01").plus(step).start().0 + 86_400_000_000 * 3).collect();
    let mut in_use: BTreeSet<Cell> = [Cell::year_of(month("2025-01")), Cell::year_of(month("2026-01"))].into();
    for step in 0..60_usize {
        let cut = *in_use.iter().nth(step * 7 % in_use.len()).unwrap();
        in_use.remove(&cut);
        // Some parts never get a row, as happens.
        in_use.extend(cut.parts().into_iter().skip(step % 2));
        let mut routes = Routes::new(in_use.iter().copied());
        for time in &times {
            for customer in [None, Some(0), Some(1), Some(7), Some(12), Some(1_023)] {
                let found = routes.find(*time, customer, 5);
                let cell = routes.found()[found];
                assert!(cell.admits(Month::of(Timestamp(*time)), spread(customer, 5)));
                let others = in_use.iter().filter(|used| **used != cell);
                assert!(others.clone().all(|used| !used.contains(cell) && !cell.contains(*used)), "{cell:?} overlaps");
            }
        }
    }
}
