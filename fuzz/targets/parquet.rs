#![no_main]
// A decoder that panics is caught by the reader: only what reaches this target is a find.
libfuzzer_sys::fuzz_target!(
    init: std::panic::set_hook(Box::new(|_| ())),
    |data: &[u8]| dsm_fuzz::parquet(data)
);
