//! otklik-web
