// Beside the packed extension in some tests: makes the start hang, WebAssembly be refused, or a call trap when the page
// asks for it, moves the clock, and counts what lives in the content script's world. Runs just before loader.js.
"use strict";
(() => {
  const shared = globalThis.redline;
  const { browser } = shared;
  /** What the test wants stands on the page's root element. */
  const wanted = document.documentElement.dataset;
  const live = { listeners: 0, observers: 0, callbacks: 0, starts: 0, weights: 0, compiled: 0, started: 0 };
  const pending = new Set();
  let memory = null;
  let trap = false;
  /** The exported function under way. */
  let inside = null;
  const listen = EventTarget.prototype.addEventListener;

  // ---- faults

  shared.browser = {
    ...browser,
    speak: (settings) => ("probeHang" in wanted ? new Promise(() => {}) : browser.speak(settings)),
    loadWeights: async () => {
      const weights = await browser.loadWeights();
      setTimeout(() => (live.weights += 1)); // By then they are in use.
      return weights;
    },
  };
  const { loadMachine } = shared;
  if (loadMachine) {
    shared.loadMachine = async () => {
      if ("probeRefuse" in wanted) throw new Error("asked for");
      const { machine, runtime } = await loadMachine();
      return { machine, runtime: counted(runtime) };
    };
  }

  const refusing = { instantiateStreaming: refuse, instantiate: refuse };
  function refuse() {
    return Promise.reject(new WebAssembly.CompileError("asked for by the test"));
  }

  /** The same machine, whose imports throw once where a trap was asked for. */
  function trapping(machine) {
    const stream = async (source, imports) => {
      const begin = performance.now();
      const made = await machine.instantiateStreaming(source, frail(imports));
      live.compiled = performance.now() - begin; // Milliseconds, with the fetch.
      return made;
    };
    const make = (source, imports) => machine.instantiate(source, frail(imports));
    class Instance {
      constructor(module, imports) {
        this.exports = new machine.Instance(module, frail(imports)).exports;
      }
    }
    return { Module: machine.Module, Instance, instantiateStreaming: stream, instantiate: make };
  }

  function frail(imports) {
    const each = (all, make) => Object.fromEntries(Object.entries(all).map(([name, value]) => [name, make(value)]));
    return each(imports, (functions) =>
      each(functions, (call) => (...values) => {
        if (trap && (!wanted.probeTrapIn || inside === wanted.probeTrapIn)) {
          trap = false;
          throw new WebAssembly.RuntimeError("unreachable, as the test asked for");
        }
        return call(...values);
      }),
    );
  }

  globalThis.redlineRuntime = counted(globalThis.redlineRuntime);
  function counted(genuine) {
    return (machine, watch) => {
      live.starts += 1;
      return genuine("probeRefuse" in wanted ? refusing : trapping(machine), (exports) => {
        memory = exports.memory;
        return watch({ ...exports, look: noted("look", exports.look), start: clocked(exports.start) });
      });
    };
  }
  function noted(name, call) {
    return (...values) => {
      inside = name;
      try {
        return call(...values);
      } finally {
        inside = null;
      }
    };
  }
  function clocked(call) {
    return (...values) => {
      const begin = performance.now();
      const result = call(...values);
      live.started = performance.now() - begin;
      return result;
    };
  }
  listen.call(document, "redline-probe-trap", () => (trap = true));

  // ---- the clock

  const Genuine = Date;
  const now = () => Genuine.now() + Number(wanted.probeClock ?? 0);
  globalThis.Date = class extends Genuine {
    constructor(...given) {
      super(...(given.length > 0 ? given : [now()]));
    }
    static now() {
      return now();
    }
  };

  // ---- counting

  EventTarget.prototype.addEventListener = function (kind, listener, options) {
    if (options?.signal?.aborted) return;
    live.listeners += 1;
    let there = true;
    const gone = () => {
      if (there) live.listeners -= 1;
      there = false;
    };
    if (options?.signal) listen.call(options.signal, "abort", gone, { once: true });
    if (options?.once) listen.call(this, kind, gone, { once: true });
    listen.call(this, kind, listener, options);
  };

  // Each function that the module has given to the page is registered until the module has let go of it.
  const Registry = globalThis.FinalizationRegistry;
  globalThis.FinalizationRegistry = class extends Registry {
    constructor(cleanup) {
      super((held) => {
        live.callbacks -= 1;
        cleanup(held);
      });
    }
    register(...values) {
      live.callbacks += 1;
      super.register(...values);
    }
    unregister(token) {
      const there = super.unregister(token);
      if (there) live.callbacks -= 1;
      return there;
    }
  };

  for (const name of ["MutationObserver", "ResizeObserver"]) {
    const Observer = globalThis[name];
    globalThis[name] = function (callback) {
      const observer = new Observer(callback);
      live.observers += 1;
      observer.disconnect = () => {
        live.observers -= 1;
        observer.disconnect = () => {};
        Observer.prototype.disconnect.call(observer);
      };
      return observer;
    };
  }

  for (const [start, stop] of [["setTimeout", "clearTimeout"], ["setInterval", "clearInterval"], ["requestAnimationFrame", "cancelAnimationFrame"]]) {
    const [begin, end] = [window[start].bind(window), window[stop].bind(window)];
    window[start] = (callback, ...rest) => {
      const id = begin((...values) => {
        if (start !== "setInterval") pending.delete(id);
        callback(...values);
      }, ...rest);
      pending.add(id);
      return id;
    };
    window[stop] = (id) => {
      pending.delete(id);
      end(id);
    };
  }

  listen.call(document, "redline-probe", () => {
    wanted.probeReport = JSON.stringify({ ...live, timers: pending.size, memory: memory?.buffer.byteLength ?? 0 });
  });
})();
