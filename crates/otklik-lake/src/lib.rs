//! otklik-lake
