//! Words about the company's own installation: its tree, its business, and what people are called.

closed_list! {
    /// The level of a unit in the company's tree.
    UnitKind {
        /// The whole company.
        Company = "company",
        /// Several branches.
        Region = "region",
        /// A shop, an office.
        Branch = "branch",
        /// A till, a window, a team within a branch.
        Desk = "desk",
    }
}

closed_list! {
    /// The lines of business for which there is a catalogue to begin with.
    Business {
        /// Shops, on the street and online.
        Retail = "retail",
        /// Cafés and restaurants.
        FoodService = "food_service",
        /// Software by subscription.
        Saas = "saas",
        /// Banks.
        Bank = "bank",
    }
}

closed_list! {
    /// What the company calls the people it serves.
    PeopleWord {
        /// Customers.
        Customer = "customer",
        /// Guests.
        Guest = "guest",
    }
}
