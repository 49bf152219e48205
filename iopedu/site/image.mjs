// Makes the image that a learner's Python starts from, while a site is built: node image.mjs PYODIDE WHEELS PACKAGES TO
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const [pyodide, wheels, packages, to] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
// Node.js would print the line that failed, which is a million characters long.
process.on("uncaughtException", problem => {
    console.error(problem.name, problem.errno ?? "", String(problem.message).slice(-3000));
    process.exit(1);
});
const code = readFileSync(new URL("image.py", import.meta.url), "utf8");
const STANDARD = "/lib/python314.zip"; // goes where Pyodide looks for it
const OUTSIDE = ["/dev", "/proc", "/tmp", STANDARD];

async function start(options, call) {
    const python = await loadPyodide({ indexURL: `${pyodide}/`, ...options });
    const mounts = { "/wheels": wheels, "/packages": packages };
    for (const [place, folder] of Object.entries(mounts)) python.mountNodeFS(place, folder);
    const globals = python.toPy({ __name__: "image" });
    python.runPython(`${code}\n${call}`, { globals });
    globals.destroy();
    for (const place of Object.keys(mounts)) python.FS.unmount(place);
    return python;
}

/** List files and folders, and put what the files hold into `contents`. */
function list(FS, folder, contents, found = []) {
    for (const name of FS.readdir(folder || "/").filter(name => name !== "." && name !== "..")) {
        const path = `${folder}/${name}`;
        if (OUTSIDE.includes(path)) continue;
        const isFolder = FS.isDir(FS.stat(path).mode);
        if (!isFolder) contents.push(FS.readFile(path));
        found.push(isFolder ? [path] : [path, contents.at(-1).length]);
        if (isFolder) list(FS, path, contents, found);
    }
    return found;
}

await start({}, `unpack(Path("/wheels"), Path("/packages"))`);
const python = await start({ _makeSnapshot: true }, `load(Path("/packages"), Path(sys.path[-1]))`);
const contents = [];
const files = list(python.FS, "", contents);
const memory = python.makeMemorySnapshot();
const { info } = JSON.parse(readFileSync(`${pyodide}/pyodide-lock.json`, "utf8"));
const told = JSON.stringify({ files, memory: memory.length, lock: { info, packages: {} } });
const head = Buffer.from(`${told}\n`.padStart(Math.ceil((told.length + 1) / 8) * 8)); // memory is read in words
writeFileSync(`${to}/image.gz`, gzipSync(Buffer.concat([head, memory, ...contents]), { level: 9 }));
writeFileSync(`${to}/python_stdlib.zip`, python.FS.readFile(STANDARD));
process.exit(0); // what the kernel began waits for ever
