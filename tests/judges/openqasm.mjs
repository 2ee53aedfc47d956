// Runs OpenQASM 3 programs with the simulator of npm's qsharp-lang and prints how often each result was seen.
//   node openqasm.mjs SHOTS PROGRAM.qasm…
// Prints one line {"outcome": count, …} a program; an outcome is the bits of all result registers in the order of their declaration.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(process.env.QSHARP_LANG_DIR ? path.join(process.env.QSHARP_LANG_DIR, "package.json") : import.meta.url);
const entry = require.resolve("qsharp-lang");
const { getCompiler, loadWasmModule, QscEventTarget } = await import(entry);

const bytes = readFileSync(path.join(path.dirname(entry), "..", "lib", "web", "qsc_wasm_bg.wasm"));
await loadWasmModule(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));

const [shots, ...programs] = process.argv.slice(2);
const compiler = await getCompiler();
for (const program of programs) {
  const events = new QscEventTarget(true);
  try {
    const sources = [[path.basename(program), readFileSync(program, "utf8")]];
    await compiler.run({ sources, languageFeatures: [], projectType: "openqasm" }, "", Number(shots), events);
  } catch (error) {
    console.error(`${program}: ${String(error?.message ?? error)}`);
    process.exit(1);
  }

  const counts = {};
  for (const shot of events.getResults()) {
    if (!shot.success) {
      console.error(`${program}: ${JSON.stringify(shot.result)}`);
      process.exit(1);
    }
    // A shot prints as "([One], [Zero, One])": one letter a bit.
    const outcome = [...String(shot.result)].flatMap((c) => (c === "O" ? ["1"] : c === "Z" ? ["0"] : [])).join("");
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  console.log(JSON.stringify(counts));
}
