mod cases;
mod oracle;
mod random;
mod relation;
mod rounding;
mod sensitivity;
mod wish;
