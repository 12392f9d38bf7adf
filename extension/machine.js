// Stands in for WebAssembly: the runtime's code as plain JavaScript, for pages whose policy refuses WebAssembly. Only in
// Chromium's package: Firefox compiles WebAssembly in every page, and its reviewers want no code loaded by address.
"use strict";
(() => {
  const shared = globalThis.redline;
  const { address } = shared.browser;

  /** Both are files of this package; nothing of them runs where WebAssembly does. */
  shared.loadMachine = async () => {
    const [{ default: machine }, module] = await Promise.all([import(address("redline_plain.js")), fetch(address("redline_bg.wasm"))]);
    return machine(new Uint8Array(await module.arrayBuffer()));
  };
})();
