//! otklik-api
