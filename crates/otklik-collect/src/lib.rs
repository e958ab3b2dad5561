//! otklik-collect
