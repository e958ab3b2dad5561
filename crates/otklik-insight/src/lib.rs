//! otklik-insight
