// The page's first script: a key listener on the window in the capture phase, registered before anything else can.
// A webmail may listen this early; a guard that holds Send has to be earlier still.

window.__keys = [];
window.addEventListener('keydown', (event) => window.__keys.forEach((listener) => listener(event)), true);
