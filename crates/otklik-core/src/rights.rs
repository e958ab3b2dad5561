//! Who may do what: one table of rights, of the roles that people have, and of the scopes that API keys have.
//!
//! A route of the API names the right it needs, and nothing else decides who may call it; what is seen of the company's data
//! is bounded by the user's [`Scope`](crate::Scope) besides.

closed_list! {
    /// What a signed-in person may do.
    UserRole {
        /// Everything, users and keys included.
        Administrator = "administrator",
        /// Asks every question and edits the catalogue.
        Analyst = "analyst",
        /// Runs units: reads, and leads cases.
        Manager = "manager",
        /// Works on cases.
        Agent = "agent",
        /// Reads.
        Viewer = "viewer",
    }
}

closed_list! {
    /// What an API key is for.
    KeyScope {
        /// Sends events.
        SendEvents = "send_events",
        /// Asks for figures and for the people behind them; e-mail addresses and telephones are masked.
        ReadAnswers = "read_answers",
        /// Sees e-mail addresses and telephones whole; only together with `read_answers`.
        ReadPersonalData = "read_personal_data",
        /// Looks after the catalogue, the units, imports and what was refused; never users, keys or requests of people.
        Administer = "administer",
    }
}

closed_list! {
    /// Who has to have a second factor for signing in.
    SecondFactorFor {
        /// Whoever wants one.
        Nobody = "nobody",
        /// Administrators.
        Administrators = "administrators",
        /// Everybody.
        Everybody = "everybody",
    }
}

impl SecondFactorFor {
    /// Whether people in this role have to have one.
    pub fn includes(self, role: UserRole) -> bool {
        match self {
            Self::Nobody => false,
            Self::Administrators => role == Administrator,
            Self::Everybody => true,
        }
    }
}

closed_list! {
    /// Something that a person or a program may be let do.
    Right {
        /// Reads and changes what is one's own: name, language, password, sessions.
        OwnAccount = "own_account",
        /// Asks for figures, and reads the catalogue and the units behind them.
        AskQuestions = "ask_questions",
        /// Sees the people behind a figure, their journeys and what they said.
        SeePeople = "see_people",
        /// Sees e-mail addresses, telephones and the like whole.
        SeePersonalData = "see_personal_data",
        /// Asks in SQL.
        RunSql = "run_sql",
        /// Keeps views and boards, private or shared.
        KeepViews = "keep_views",
        /// Sends events.
        SendEvents = "send_events",
        /// Sees what was refused, as it came.
        SeeRefused = "see_refused",
        /// Changes what events mean.
        EditCatalogue = "edit_catalogue",
        /// Changes the company's tree.
        EditUnits = "edit_units",
        /// Imports files.
        ImportFiles = "import_files",
        /// Says who is one and the same customer.
        MergeCustomers = "merge_customers",
        /// Writes down what customers agreed to.
        KeepConsents = "keep_consents",
        /// Answers what people ask about their own data: texts to agree to, exports, erasures.
        ServePrivacy = "serve_privacy",
        /// Manages users, API keys and the rules for signing in.
        ManageAccess = "manage_access",
        /// Reads who did and saw what.
        ReadAudit = "read_audit",
    }
}

/// How far a right reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// What the user's scope shows.
    Scope,
    /// Only who sees the whole company has it, since it concerns all of it.
    Company,
}

use KeyScope::{Administer, ReadAnswers, ReadPersonalData, SendEvents};
use UserRole::{Administrator, Agent, Analyst, Manager};

const EVERYBODY: &[UserRole] = UserRole::ALL;
const STAFF: &[UserRole] = &[Administrator, Analyst, Manager, Agent];
const SQL_SPEAKERS: &[UserRole] = &[Administrator, Analyst, Manager];
const KEEPERS: &[UserRole] = &[Administrator, Analyst];
const ADMINISTRATORS: &[UserRole] = &[Administrator];

struct Row {
    right: Right,
    reach: Reach,
    roles: &'static [UserRole],
    keys: &'static [KeyScope],
}

const fn row(right: Right, reach: Reach, roles: &'static [UserRole], keys: &'static [KeyScope]) -> Row {
    Row { right, reach, roles, keys }
}

/// The table, in the order of [`Right::ALL`].
const TABLE: [Row; Right::ALL.len()] = [
    row(Right::OwnAccount, Reach::Scope, EVERYBODY, &[]),
    row(Right::AskQuestions, Reach::Scope, EVERYBODY, &[ReadAnswers, Administer]),
    row(Right::SeePeople, Reach::Scope, EVERYBODY, &[ReadAnswers]),
    row(Right::SeePersonalData, Reach::Scope, STAFF, &[ReadPersonalData]),
    row(Right::RunSql, Reach::Scope, SQL_SPEAKERS, &[ReadAnswers]),
    row(Right::KeepViews, Reach::Scope, STAFF, &[]),
    row(Right::SendEvents, Reach::Company, KEEPERS, &[SendEvents]),
    row(Right::SeeRefused, Reach::Company, KEEPERS, &[Administer]),
    row(Right::EditCatalogue, Reach::Company, KEEPERS, &[Administer]),
    row(Right::EditUnits, Reach::Company, ADMINISTRATORS, &[Administer]),
    row(Right::ImportFiles, Reach::Company, KEEPERS, &[Administer]),
    row(Right::MergeCustomers, Reach::Company, KEEPERS, &[]),
    row(Right::KeepConsents, Reach::Company, KEEPERS, &[]),
    row(Right::ServePrivacy, Reach::Company, ADMINISTRATORS, &[]),
    row(Right::ManageAccess, Reach::Company, ADMINISTRATORS, &[]),
    row(Right::ReadAudit, Reach::Company, ADMINISTRATORS, &[]),
];

// A right is looked up by its place.
const _: () = {
    let mut place = 0;
    while place < TABLE.len() {
        assert!(TABLE[place].right as usize == place);
        place += 1;
    }
};

impl Right {
    fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// How far it reaches.
    pub fn reach(self) -> Reach {
        self.row().reach
    }
}

impl UserRole {
    /// Whether people in this role have a right, as far as their scope goes.
    pub fn has(self, right: Right) -> bool {
        right.row().roles.contains(&self)
    }
}

impl KeyScope {
    /// Whether keys with this scope have a right.
    pub fn has(self, right: Right) -> bool {
        right.row().keys.contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_read_as_it_is_written() {
        for role in UserRole::ALL {
            assert_eq!(role.as_str().parse(), Ok(*role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.as_str());
        }
        assert!("owner".parse::<UserRole>().is_err());
    }

    #[test]
    fn an_administrator_has_every_right_and_no_key_reaches_users_or_peoples_requests() {
        assert!(Right::ALL.iter().all(|right| UserRole::Administrator.has(*right)));
        for right in [Right::OwnAccount, Right::ServePrivacy, Right::ManageAccess, Right::ReadAudit] {
            assert!(KeyScope::ALL.iter().all(|scope| !scope.has(right)), "{right}");
        }
    }

    #[test]
    fn a_viewer_changes_nothing_and_sees_nobody_whole() {
        let rights: Vec<Right> = Right::ALL.iter().copied().filter(|right| UserRole::Viewer.has(*right)).collect();
        assert_eq!(rights, [Right::OwnAccount, Right::AskQuestions, Right::SeePeople]);
    }
}
