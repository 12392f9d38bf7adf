//! One hash for everything that is looked up or compared. A plain loop: a build for size keeps it fast.

/// FNV-1a, 64 bit.
pub fn hash(text: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in text.as_bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}
