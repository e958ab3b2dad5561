//! otklik-stats
