// The background: keeps nothing, and may be stopped by the browser at any moment. After the extension was installed
// it puts the first page into a tab beside the one in use; what the user is doing keeps the focus. In webmails that
// the user has switched on, our scripts run for as long as the permission lasts.
"use strict";
(() => {
  const api = globalThis.browser?.runtime ? globalThis.browser : globalThis.chrome;

  /** Milliseconds after a request to send within which the window goes where the message was sent. */
  const SOON = 60_000;

  // What a letter leaves for the ledger is handed over before it goes, and taken back where its window stays or notes it
  // itself. Neither the entry nor anything else is kept here.
  api.runtime.onConnect.addListener((port) => {
    if (port.name !== "leaving" || port.sender?.id !== api.runtime.id) return;
    const since = Date.now();
    let entry = null;
    port.onMessage.addListener((handed) => {
      entry = handed;
    });
    port.onDisconnect.addListener(() => {
      if (entry && Date.now() - since <= SOON) api.storage.local.set(entry);
    });
  });

  api.runtime.onInstalled.addListener(({ reason, temporary }) => {
    if (reason !== "install" || temporary) return;
    api.tabs.create({ url: api.runtime.getURL("www/welcome.html"), active: false });
  });

  /** Registers the manifest's own scripts for the pages that were added to its own, and for no others. */
  async function register() {
    const { content_scripts: scripts, host_permissions: hosts } = api.runtime.getManifest();
    const { origins = [] } = await api.permissions.getAll();
    const matches = origins.filter((origin) => !hosts.includes(origin));
    await api.scripting.unregisterContentScripts();
    if (matches.length === 0) return;
    // Firefox gives whole addresses, and wants paths.
    const path = (file) => new URL(file, api.runtime.getURL("")).pathname.slice(1);
    const entry = ({ js, run_at }, at) => ({ id: `added-${at}`, js: js.map(path), matches, runAt: run_at });
    await api.scripting.registerContentScripts(scripts.map(entry));
  }

  /** One after the other: two permissions may come at once. */
  let last = Promise.resolve();
  const follow = () => {
    last = last.then(register, register);
  };
  api.permissions.onAdded.addListener(follow);
  api.permissions.onRemoved.addListener(follow);
  api.runtime.onInstalled.addListener(follow);
  api.runtime.onStartup.addListener(follow);
})();
