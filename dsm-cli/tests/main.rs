//! The command as its users run it: one binary, one link.

#[cfg(test)]
mod backup;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod converting;
#[cfg(test)]
mod counting;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod past;
#[cfg(test)]
mod place;
#[cfg(test)]
mod protecting;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod sheets;
#[cfg(test)]
mod verbs;
