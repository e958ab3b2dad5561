//! otklik-testkit
