//! Hashes of texts: one that is kept, and one that is quick. Plain loops: a build for size keeps them fast.

/// FNV-1a, 64 bit: what is kept in storage goes by it, so that it never changes.
pub fn hash(text: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in text.as_bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

/// A hash that takes eight bytes at a time, for what is compared within one run of the program.
pub fn quick(text: &str) -> u64 {
    let (eights, rest) = text.as_bytes().as_chunks::<8>();
    let mut hash = text.len() as u64;
    for eight in eights {
        hash = mixed(hash, u64::from_le_bytes(*eight));
    }
    rest.iter().fold(hash, |hash, &byte| mixed(hash, u64::from(byte)))
}

#[inline(always)]
fn mixed(hash: u64, more: u64) -> u64 {
    let product = (hash ^ more).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ product >> 32
}
