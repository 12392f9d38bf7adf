// The head of `redline_plain.js`: a stand-in for WebAssembly that runs the code below it. What the module puts into
// memory at the start is read from the module itself, so that it is shipped once.

/** Gives what `redlineRuntime` needs of WebAssembly; `module` holds the bytes of `redline_full_bg.wasm`. */
export default function machine(module) {
  const data = segments(module);
  class Instance {
    constructor(_, imports) {
      this.exports = asmFunc(imports, data);
    }
  }
  return { Module: class Module {}, Instance };
}

const DATA = 11;
const PASSIVE = 1;
const I32_CONST = 0x41;

/** The pieces of data of a module, as [address, bytes]. */
function segments(module) {
  let at = 8; // Behind the magic word and the version.
  const unsigned = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = module[at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  };
  const signed = () => {
    let value = 0;
    for (let shift = 0; ; ) {
      const byte = module[at++];
      value |= (byte & 0x7f) << shift;
      shift += 7;
      if (byte < 0x80) return shift < 32 && byte & 0x40 ? value | (-1 << shift) : value;
    }
  };
  for (;;) {
    if (at >= module.length) throw new Error("the module holds no data");
    const kind = module[at++];
    const length = unsigned();
    if (kind === DATA) break;
    at += length;
  }
  return Array.from({ length: unsigned() }, () => {
    if (unsigned() === PASSIVE || module[at++] !== I32_CONST) throw new Error("data of a kind that is not known here");
    const address = signed() >>> 0;
    at += 1; // The end of the address.
    const size = unsigned();
    at += size;
    return [address, module.subarray(at - size, at)];
  });
}

