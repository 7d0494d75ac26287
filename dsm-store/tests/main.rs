//! Everything that is tested through the public interface of the store: one binary, one link.

#[cfg(test)]
mod broken;
#[cfg(test)]
mod codes;
#[cfg(test)]
mod copies;
#[cfg(test)]
mod documented;
#[cfg(test)]
mod due;
#[cfg(test)]
mod earlier;
#[cfg(test)]
mod grants;
#[cfg(test)]
mod hostile;
#[cfg(test)]
#[cfg(feature = "sign")]
mod keys;
#[cfg(test)]
mod law;
#[cfg(test)]
mod notices;
#[cfg(test)]
mod pairs;
#[cfg(test)]
mod past;
#[cfg(test)]
#[path = "../../dsm-core/tests/provoked.rs"]
mod provoked;
#[cfg(test)]
mod processes;
#[cfg(test)]
mod protection;
#[cfg(test)]
mod region;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod rights;
#[cfg(test)]
mod road;
#[cfg(test)]
mod steps;
#[cfg(test)]
mod tampering;
#[cfg(test)]
mod totals;
#[cfg(test)]
mod views;
#[cfg(test)]
mod worlds;
#[cfg(test)]
mod writers;
