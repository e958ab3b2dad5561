//! otklik-simulator
