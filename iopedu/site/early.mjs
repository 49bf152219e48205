// Stands in the place of Pyodide's own entrance, and imports at once what every page needs. The kernel would do so when
// the notebook's folder is mounted already: then each import looks there first, which the whole page has to answer.
import { loadPyodide as load } from "./pyodide.core.mjs";

export async function loadPyodide(options) {
    const python = await load(options);
    try {
        await python.runPythonAsync("import piplite.piplite, pyodide_kernel, iopedu.forms, iopedu.show");
    } catch {
        // What is not there yet, the kernel imports later.
    }
    return python;
}
