// Times the engine's wasm in Node. Arguments: JavaScript side, module, weights, texts; prints JSON.
const { readFileSync } = require('node:fs');
const { measure } = require('./measure.js');

const [glue, module_, weights, texts] = process.argv.slice(2);
const bytes = readFileSync(module_);
const bindgen = new Function(`${readFileSync(glue, 'utf8')}; return wasm_bindgen;`)();
const start = () => {
  bindgen.initSync({ module: bytes });
  return new bindgen.Engine();
};
const data = JSON.parse(readFileSync(texts, 'utf8'));
console.log(JSON.stringify(measure(start, data, readFileSync(weights), 20)));
