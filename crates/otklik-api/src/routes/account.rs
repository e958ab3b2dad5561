//! `/api/v1/account`: what users manage of themselves.

pub(crate) mod password;
pub(crate) mod second_factor;
pub(crate) mod sessions;
