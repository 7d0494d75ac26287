mod cases;
mod oracle;
mod random;
