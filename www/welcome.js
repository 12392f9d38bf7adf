// The page after installing: what Redline does, what it never does, and a live try.

import { boot, browser, deepen, start } from "./start.js";
import { EXAMPLE, h, part, showList, verdict } from "./parts.js";

const settings = await boot();
const runtime = await start(settings, (list) => {
  if (!list) return;
  part("verdict").textContent = verdict(list);
  showList(part("list"), list, "h3");
});
part("body").append(...EXAMPLE.map((line) => h("div", {}, line)));
runtime.watch_field(part("body"));
part("practice").addEventListener("click", browser.openPractice);
part("options").addEventListener("click", browser.openOptions);
deepen(runtime);
