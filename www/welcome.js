// The page after installing: what Redline does, what it never does, and a live try.

import { boot, browser, deepen, start } from "./start.js";
import { showList, text, verdict } from "./parts.js";

const settings = await boot();
const part = (id) => document.getElementById(id);
const runtime = await start(settings, (list) => {
  if (!list) return;
  part("verdict").textContent = verdict(list);
  showList(part("list"), list, "h3");
});
part("body").append(...text("welcomeExample").split("\n").map((line) => {
  const block = document.createElement("div");
  block.append(line || document.createElement("br"));
  return block;
}));
runtime.watch_field(part("body"));
part("practice").addEventListener("click", browser.openPractice);
part("options").addEventListener("click", browser.openOptions);
deepen(runtime);
