//! otklik-store
