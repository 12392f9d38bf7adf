// Stands in for WebAssembly: the runtime's code as plain JavaScript, for pages whose policy refuses WebAssembly. Only in
// Chromium's package: Firefox compiles WebAssembly in every page, and its reviewers want no code loaded by address.
"use strict";
(() => {
  const shared = globalThis.redline;
  const { address } = shared.browser;

  /**
   * Gives the machine, and the runtime that takes it. It is our own pages' runtime: what webmail loads otherwise uses more
   * of WebAssembly than there is JavaScript for. All are files of this package; nothing of them runs where WebAssembly does.
   */
  shared.loadMachine = async () => {
    const [{ default: machine }, { default: runtime }, module] = await Promise.all([
      import(address("redline_plain.js")),
      import(address("redline_full.js")),
      fetch(address("redline_full_bg.wasm")),
    ]);
    return { machine: machine(new Uint8Array(await module.arrayBuffer())), runtime };
  };
})();
