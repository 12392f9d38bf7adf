// Times Redline's wasm and its peers over the same emails in one process. Arguments: JavaScript side, module, emails (JSON
// lines with `body`); prints JSON. All are warmed up first; every email is then checked so many times by each in turn.
import { readFileSync } from 'node:fs';

import { text as alex } from 'alex';
import { LocalLinter } from 'harper.js';
import { binary } from 'harper.js/binary';
import writeGood from 'write-good';

const [glue, module_, file] = process.argv.slice(2);
const ROUNDS = 20;
const emails = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line).body);

async function started(start, first) {
  const begin = performance.now();
  const check = await start();
  await check(first);
  return { check, startMilliseconds: performance.now() - begin };
}

const checkers = {
  redline: await started(() => {
    const bindgen = new Function(`${readFileSync(glue, 'utf8')}; return wasm_bindgen;`)();
    bindgen.initSync({ module: readFileSync(module_) });
    const engine = new bindgen.Engine();
    return (email) => engine.lint(email);
  }, emails[0]),
  'write-good': await started(() => (email) => writeGood(email).length, emails[0]),
  harper: await started(async () => {
    const linter = new LocalLinter({ binary });
    await linter.setup();
    return async (email) => (await linter.lint(email)).length;
  }, emails[0]),
  alex: await started(() => (email) => alex(email).messages.length, emails[0]),
};

const report = {};
for (const [name, { check, startMilliseconds }] of Object.entries(checkers)) {
  const expected = [];
  for (const email of emails) expected.push(await check(email));
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [nth, email] of emails.entries()) {
      const begin = performance.now();
      const found = await check(email);
      times.push((performance.now() - begin) * 1000);
      if (found !== expected[nth]) throw new Error(`${name}: ${found} findings, ${expected[nth]} before`);
    }
  }
  times.sort((one, other) => one - other);
  report[name] = {
    startMilliseconds,
    median: times[Math.floor(times.length / 2)],
    mean: times.reduce((sum, one) => sum + one, 0) / times.length,
    p99: times[Math.floor(times.length * 0.99)],
    findings: expected.reduce((sum, one) => sum + one, 0),
  };
}
console.log(JSON.stringify({ emails: emails.length, rounds: ROUNDS, report }));
process.exit(0);
