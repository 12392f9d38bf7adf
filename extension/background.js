// The background: keeps nothing, and may be stopped by the browser at any moment. After the extension was installed
// it puts the first page into a tab beside the one in use; what the user is doing keeps the focus.
"use strict";
(() => {
  const api = globalThis.browser?.runtime ? globalThis.browser : globalThis.chrome;
  api.runtime.onInstalled.addListener(({ reason, temporary }) => {
    if (reason !== "install" || temporary) return;
    api.tabs.create({ url: api.runtime.getURL("www/welcome.html"), active: false });
  });
})();
