// Starts Python for the browser as the site holds it, without a browser: node smoke.mjs FOLDER CODE-FILE
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

const [folder, code] = process.argv.slice(2);
globalThis.fetch = async address => new Response(readFileSync(fileURLToPath(address)));
try {
  const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
  const python = await loadPyodide({ stdout: console.log, stderr: console.error });
  console.log(await python.runPythonAsync(readFileSync(code, "utf8")));
  process.exit(0);
} catch (problem) {
  console.error(String(problem.message).slice(-3000));
  process.exit(1);
}
