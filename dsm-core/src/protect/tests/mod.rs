mod cases;
mod oracle;
mod random;
mod rounding;
mod sensitivity;
