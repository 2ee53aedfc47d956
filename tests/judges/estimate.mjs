// Physical estimates of npm's qsharp-lang for logical counts.
//   node estimate.mjs < COUNTS.json
// Reads [{"qubits", "t", "rotations", "rotationDepth", "toffoli", "measurements", "hardware", "errorBudget"}, …], hardware by the names of that
// package, and prints [{"physicalQubits", "nanoseconds", "distance", "tStates", "factories"}, …].
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(process.env.QSHARP_LANG_DIR ? path.join(process.env.QSHARP_LANG_DIR, "package.json") : import.meta.url);
const entry = require.resolve("qsharp-lang");
const { getCompiler, loadWasmModule } = await import(entry);

const bytes = readFileSync(path.join(path.dirname(entry), "..", "lib", "web", "qsc_wasm_bg.wasm"));
await loadWasmModule(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
const compiler = await getCompiler();

const estimates = [];
for (const c of JSON.parse(readFileSync(0, "utf8"))) {
  const source = `import Std.ResourceEstimation.*;
    @EntryPoint() operation Main() : Unit {
      use qubits = Qubit[${c.qubits}];
      AccountForEstimates([TCount(${c.t}), RotationCount(${c.rotations}), RotationDepth(${c.rotationDepth}),
        CczCount(${c.toffoli}), MeasurementCount(${c.measurements})], PSSPCLayout(), qubits);
    }`;
  const text = await compiler.getEstimates(
    { sources: [["counts.qs", source]], languageFeatures: [], profile: "unrestricted" }, "",
    JSON.stringify([{ qubitParams: { name: c.hardware }, errorBudget: c.errorBudget }]));
  const [result] = JSON.parse(text);
  if (result.status !== "success") {
    console.error(JSON.stringify(result));
    process.exit(1);
  }
  estimates.push({
    physicalQubits: result.physicalCounts.physicalQubits,
    nanoseconds: result.physicalCounts.runtime,
    distance: result.logicalQubit.codeDistance,
    tStates: result.physicalCounts.breakdown.numTstates,
    factories: result.physicalCounts.breakdown.numTfactories,
  });
}
console.log(JSON.stringify(estimates));
