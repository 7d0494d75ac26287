use super::open;
