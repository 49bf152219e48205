// Makes archives ready in Python for the browser, while a site is built: node ready.mjs PYODIDE FROM TO
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [pyodide, from, to] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: pyodide });
python.mountNodeFS("/from", from);
python.mountNodeFS("/to", to);
python.runPython(readFileSync(new URL("ready.py", import.meta.url), "utf8"));
python.runPython("for archive in sorted(Path('/from').iterdir()): ready(archive, Path('/to'))");
