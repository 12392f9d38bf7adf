// What the tests ask the page: has anything foreign ever been in a draft, and the churn the webmails themselves make.

import { query } from './dom.js';

const log = { added: [], attributes: [], highlights, firstBox, boxes };

/** Everything that appeared in a watched draft since its start; typing shows up as the editor's own elements. */
window.__watch = log;

/** Records each element (tag, attributes and their values) and each attribute change inside a draft. */
export function watch(body) {
  const note = (node) => log.added.push([node.tagName, ...[...node.attributes].map((one) => `${one.name}=${one.value}`)].join(' '));
  const each = (record) => {
    if (record.type === 'attributes') log.attributes.push(`${record.target.tagName} ${record.attributeName}`);
    for (const node of record.addedNodes) if (node.nodeType === 1) [node, ...node.querySelectorAll('*')].forEach(note);
  };
  const options = { attributes: true, childList: true, subtree: true };
  new MutationObserver((records) => records.forEach(each)).observe(body, options);
}

/** With `?churn=N` a node near each draft is replaced and renamed N times a second, as web applications do. */
export function churn(root, target) {
  const times = Number(query.get('churn') ?? 0);
  if (!times) return;
  let turn = 0;
  const timer = setInterval(() => {
    if (!root.isConnected) return clearInterval(timer);
    const spot = target();
    const fresh = spot.cloneNode(false);
    fresh.textContent = spot.textContent;
    fresh.className = `${spot.className.split('-')[0]}-${(turn++).toString(36)}`;
    spot.replaceWith(fresh);
  }, 1000 / times);
}

/** Every range that Redline has painted, as `[tier, range, frame]`, in the order of the page, then of each of its frames. */
function ranges() {
  const frames = [...document.querySelectorAll('iframe')].filter((frame) => frame.contentWindow?.CSS);
  return [...inWindow(window, null), ...frames.flatMap((frame) => inWindow(frame.contentWindow, frame))];
}

function inWindow(place, frame) {
  const all = [];
  for (const [name, highlight] of place.CSS.highlights ?? []) {
    if (name.startsWith('redline-')) for (const range of highlight) all.push([name.slice('redline-'.length), range, frame]);
  }
  return all.filter(([, range]) => range.startContainer.isConnected).sort(([, a], [, b]) => a.compareBoundaryPoints(Range.START_TO_START, b));
}

function highlights() {
  return ranges().map(([tier, range]) => `${tier}: ${range}`);
}

/** The middle of the first line of the first painted range. */
function firstBox() {
  return boxes()[0] ?? null;
}

/** The middles of all lines of the first painted range, in the window. */
function boxes() {
  const [first] = ranges();
  const frame = first?.[2]?.getBoundingClientRect() ?? { x: 0, y: 0 };
  const all = [...(first?.[1].getClientRects() ?? [])].filter((box) => box.width > 1);
  return all.map((box) => [Math.round(frame.x + box.x + box.width / 2), Math.round(frame.y + box.y + box.height / 2)]);
}
