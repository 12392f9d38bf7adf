// Times the engine's wasm: the same code in Node and in a browser's page. Every measurement checks the answer it timed.

/**
 * Microseconds for one call, as median and 99th percentile of batches.
 * A batch is as long as the clock needs: browsers round it.
 */
function timed(act, expected, { batch, count, before = batch * 4 }) {
  const check = () => {
    const found = act();
    if (found !== expected) throw new Error(`found ${found}, expected ${expected}`);
  };
  for (let nth = 0; nth < before; nth++) check();
  const times = [];
  for (let nth = 0; nth < count; nth++) {
    const start = performance.now();
    for (let one = 0; one < batch; one++) check();
    times.push(((performance.now() - start) * 1000) / batch);
  }
  times.sort((one, other) => one - other);
  return { median: times[Math.floor(count / 2)], p99: times[Math.floor(count * 0.99)] };
}

/**
 * Runs for so many milliseconds. The browser first compiles code in a hurry, and better while it is running: how long that
 * takes is up to what else keeps the machine busy.
 */
function warmUp(act, milliseconds) {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) act();
}

/** A text cut behind whole paragraphs, into pieces of about so many characters. */
function inLetters(text, length) {
  const letters = [''];
  for (const paragraph of text.split(/(?<=\n\n)/)) {
    if (letters.at(-1).length >= length) letters.push('');
    letters.push(letters.pop() + paragraph);
  }
  return letters;
}

/** All figures of one engine. `texts`: what to time it on; `weights`: the meaning layer's bytes. */
function measure(startEngine, texts, weights, batch) {
  const begin = performance.now();
  const engine = startEngine();
  const first = engine.categories(texts.email);
  const startMilliseconds = performance.now() - begin;
  if (first !== texts.emailFindings) throw new Error(`found ${first}`);

  const rows = {};
  const time = (name, act, options = { batch, count: 200 }) => {
    rows[name] = timed(act, act(), options);
  };
  const wholeEmail = () => engine.lint(texts.email);
  time('whole email, 460 bytes, the first hundred times', wholeEmail, { batch, count: 100 / batch, before: 0 });
  warmUp(wholeEmail, 2000);
  time('whole email, 460 bytes', wholeEmail);
  engine.fold(texts.email);
  warmUp(() => engine.automaton(), 1000);
  time('limit: one pass over its folded bytes', () => engine.bytes());
  time('limit: one pass of the candidate automaton over them', () => engine.automaton());
  for (const [bytes, text] of texts.bySize) {
    time(`text of ${bytes} bytes`, () => engine.lint(text), { batch: Math.max(1, Math.floor(10000 / bytes)), count: bytes > 50000 ? 5 : 30 });
    rows[`text of ${bytes} bytes`].length = text.length;
  }
  // The longest text once more, as letters of a thousand bytes: the same sentences, so that only the length differs.
  const longest = texts.bySize.at(-1)[1];
  const letters = inLetters(longest, 1000);
  const inAll = () => letters.reduce((found, letter) => found + engine.lint(letter), 0);
  time('the longest text in letters of 1000 bytes', inAll, { batch: 1, count: 5 });
  rows['the longest text in letters of 1000 bytes'].length = longest.length;
  for (const [words, draft, at] of texts.drafts) {
    const whole = engine.open(draft);
    // One letter put in and taken out again.
    const both = () => engine.edit(at, 0, 'x') + engine.edit(at, 1, '');
    if (both() > 100) throw new Error('an edit touched everything');
    time(`two edits in a draft of ${words} words`, both);
    if (engine.total() !== whole) throw new Error(`the draft of ${words} words has other findings after the edits`);
  }
  time('rewrites of a finding', () => engine.rewrites(texts.email), { batch: 10, count: 50 });
  time('reading a message', () => engine.read(texts.received));
  engine.use_weights(weights);
  time('meaning layer, one sentence', () => engine.judge('I will rank your program number one.'), { batch: 10, count: 50 });
  time('whole cold email with the meaning layer', () => engine.lint(texts.email), { batch: 5, count: 40 });
  time('reading with the meaning layer', () => engine.read(texts.received), { batch: 5, count: 40 });
  return { startMilliseconds, rows };
}

if (typeof module !== 'undefined') module.exports = { measure, timed };
