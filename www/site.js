// The popup's button for a webmail that we do not know: asks the browser whether we may work there, and starts.

import { browser } from "./start.js";
import { text } from "./parts.js";

/** Shows `button` where the page in front can be added; `said` tells that it was. */
export async function site(button, said) {
  const found = await browser.siteBehind();
  button.hidden = !found;
  button.addEventListener("click", async () => {
    if (!(await browser.addSite(found))) return;
    button.hidden = true;
    said.textContent = text("usedHere");
  });
}
