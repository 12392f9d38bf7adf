// Times Redline's wasm and its peers over the same emails in one process. Arguments: JavaScript side, module, weights,
// texts, emails (JSON lines with `body`), the built package's folder; prints JSON. All are started first; then each in turn
// checks one email of 460 bytes: a hundred times as it is, then untimed until its code has been optimised, then many times;
// and every email of the corpus some times.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { text as alex } from 'alex';
import { LocalLinter } from 'harper.js';
import { binary } from 'harper.js/binary';
import writeGood from 'write-good';

const [glue, module_, weights, textsFile, file, shipped] = process.argv.slice(2);
/** Each checker may take so many milliseconds over each of the two. */
const BUDGET = 5000;
/**
 * Each checker runs untimed for so many before them. Node compiles code in a hurry first, and better while it is running,
 * beside what else it has to compile; one that checks quickly would be measured before that is done, and one that is slow after it.
 */
const WARM_UP = 3000;
const emails = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line).body);
const { email: usual } = JSON.parse(readFileSync(textsFile, 'utf8'));

async function started(start) {
  const begin = performance.now();
  const check = await start();
  await check(usual);
  return { check, startMilliseconds: performance.now() - begin };
}

function redline(deep) {
  const bindgen = new Function(`${readFileSync(glue, 'utf8')}; return wasm_bindgen;`)();
  bindgen.initSync({ module: readFileSync(module_) });
  const engine = new bindgen.Engine();
  if (deep) engine.use_weights(readFileSync(weights));
  return (email) => engine.lint(email);
}

const checkers = {
  redline: await started(() => redline(false)),
  'redline with the meaning layer': await started(() => redline(true)),
  'write-good': await started(() => (email) => writeGood(email).length),
  harper: await started(async () => {
    const linter = new LocalLinter({ binary });
    await linter.setup();
    return async (email) => (await linter.lint(email)).length;
  }),
  alex: await started(() => (email) => alex(email).messages.length),
};

async function warmUp(check, text) {
  const end = performance.now() + WARM_UP;
  while (performance.now() < end) await check(text);
}

/** Microseconds of each check of these texts, round after round, until the budget is used up. */
async function timed(check, texts, rounds = 2000) {
  const expected = [];
  for (const text of texts) expected.push(await check(text));
  const times = [];
  const end = performance.now() + BUDGET;
  for (let round = 0; round < rounds && (round < 3 || performance.now() < end); round++) {
    for (const [nth, text] of texts.entries()) {
      const begin = performance.now();
      const found = await check(text);
      times.push((performance.now() - begin) * 1000);
      if (found !== expected[nth]) throw new Error(`${found} findings, ${expected[nth]} before`);
    }
  }
  times.sort((one, other) => one - other);
  const at = (share) => times[Math.floor(times.length * share)];
  const mean = times.reduce((sum, one) => sum + one, 0) / times.length;
  return { median: at(0.5), mean, p99: at(0.99), checks: times.length, findings: expected.reduce((sum, one) => sum + one, 0) };
}

/** Bytes of what a page loads to judge patterns, gzip; none where it is not built. */
function weigh(files) {
  return files.every(existsSync) ? files.reduce((sum, one) => sum + gzipSync(readFileSync(one)).length, 0) : null;
}

/** Harper's module lies beside its JavaScript. */
function harperFiles() {
  const folder = dirname(fileURLToPath(import.meta.resolve('harper.js')));
  return readdirSync(folder).filter((name) => name.endsWith('.wasm') && !name.includes('slim')).slice(0, 1).map((name) => join(folder, name));
}

const report = {};
for (const [name, { check, startMilliseconds }] of Object.entries(checkers)) {
  const first = await timed(check, [usual], 100);
  await warmUp(check, usual);
  report[name] = { startMilliseconds, first, usual: await timed(check, [usual]), corpus: await timed(check, emails) };
}
const bytes = { redline: weigh(['redline_bg.wasm', 'redline.js'].map((name) => join(shipped, name))), harper: weigh(harperFiles()) };
console.log(JSON.stringify({ emails: emails.length, report, bytes }));
process.exit(0);
