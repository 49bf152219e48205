// Loads the shipped packages in Python for the browser, without a browser: node smoke.mjs FOLDER CODE-FILE
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, code] = process.argv.slice(2);
try {
  const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
  const python = await loadPyodide({ indexURL: folder });
  await python.loadPackage(["iopedu"], { messageCallback() {} });
  console.log(await python.runPythonAsync(readFileSync(code, "utf8")));
} catch (problem) {
  console.error(String(problem.message).slice(-3000));
  process.exit(1);
}
