// Small helpers of both pages: making elements, icons, trusted HTML, and what the address asks for.

/** What the address asks for: csp, lang, theme, signature, churn, editor. */
export const query = new URLSearchParams(location.search);

/** Makes an element; `on` holds listeners, `text` its text, everything else is an attribute. */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'on') for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
    else if (name === 'text') node.textContent = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

const SVG = 'http://www.w3.org/2000/svg';
const ICONS = {
  archive: 'M4 4h16v4H4zM5.5 8v11.5h13V8M9.5 12h5',
  attach: 'M19 11.5l-7.2 7.2a4.6 4.6 0 01-6.5-6.5l7.4-7.4a3.1 3.1 0 014.4 4.4l-7.3 7.3a1.5 1.5 0 01-2.2-2.1l6.6-6.7',
  back: 'M20 12H5m6-6.5L4.5 12l6.5 6.5',
  bold: 'M7 5h6a3.5 3.5 0 010 7H7zm0 7h7a3.5 3.5 0 010 7H7z',
  bullets: 'M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4m8-4v4',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M7 10l5 5 5-5',
  drafts: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  forward: 'M14 6l6 6-6 6m5.5-6H9a5 5 0 00-5 5v2',
  full: 'M14 4h6v6M10 20H4v-6M20 4l-7 7M4 20l7-7',
  image: 'M4 5h16v14H4zm0 11l5-5 4 4 2.500-2.500 4.500 4.500M15.500 9h.01',
  inbox: 'M4 13l2.500-8h11l2.500 8v6H4zm0 0h5a3 3 0 006 0h5',
  italic: 'M10 5h7M7 19h7M14 5l-4 14',
  link: 'M10 14a4 4 0 010-5.600l3-3a4 4 0 015.600 5.600l-1.500 1.500M14 10a4 4 0 010 5.600l-3 3a4 4 0 01-5.600-5.600l1.500-1.500',
  menu: 'M4 6h16M4 12h16M4 18h16',
  minimise: 'M5 19h14',
  more: 'M12 5.500h.01M12 12h.01M12 18.500h.01',
  dots: 'M5.500 12h.01M12 12h.01M18.500 12h.01',
  pen: 'M4 20l1-4.500L16.500 4l3.500 3.500L8.500 19z',
  pop: 'M13 4h7v7M20 4l-9 9M10 5H4v15h15v-6',
  reply: 'M10 6l-6 6 6 6m-5.500-6H15a5 5 0 015 5v2',
  search: 'M10.500 17a6.500 6.500 0 100-13 6.500 6.500 0 000 13zM15.500 15.500L20 20',
  send: 'M4 4.500l17 7.500-17 7.500 2.500-7.500zm2.500 7.500H13',
  star: 'M12 4l2.400 5.200 5.600.700-4.100 3.900 1 5.600L12 16.700l-4.900 2.700 1-5.600L4 9.900l5.600-.700z',
  trash: 'M5 7h14M9 7V4.500h6V7M7 7l1 13h8l1-13',
  underline: 'M7 4v7a5 5 0 0010 0V4M6 20h12',
};

/** An icon drawn with one line. */
export function icon(name, size = 20) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('width', size);
  svg.setAttribute('height', size);
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', ['more', 'dots', 'bullets'].includes(name) ? 'icon dotted' : 'icon');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

let policy;

/** Sets HTML through the page's own Trusted Types policy, as the webmails do. */
export function setHtml(node, html) {
  policy ??= window.trustedTypes?.createPolicy('practice#html', { createHTML: (text) => text });
  node.innerHTML = policy ? policy.createHTML(html) : html;
}

/** The address of another page of this webmail with the same language, theme and policy. */
export function sibling(path, extra = {}) {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(extra)) next.set(name, value);
  return `${path}?${next}`;
}

/** Text as HTML. */
export function escape(text) {
  const node = document.createElement('div');
  node.textContent = text;
  return node.innerHTML;
}

/** Two rounds of painting: whatever the page does about an event has been done. */
export function painted() {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}
