// Stands in the place of Pyodide's own entrance: Python starts when this file is read, from the image that
// `iopedu/site/image.mjs` made, and the kernel gets it when it asks. So nothing is imported, unpacked or waited for.
import { loadPyodide as load } from "./pyodide.core.mjs";
import makeModule from "./pyodide.asm.mjs";

/** Python is as it was when the image was made; what must differ from learner to learner is not. */
const ANEW = "import random; random.seed(); del random";
const told = {};

async function readImage() {
    const { body } = await fetch(new URL("image.gz", import.meta.url));
    const unpacked = body.pipeThrough(new DecompressionStream("gzip"));
    const bytes = new Uint8Array(await new Response(unpacked).arrayBuffer());
    const end = bytes.indexOf(10);
    const { files, memory, lock } = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
    const rest = bytes.subarray(end + 1);
    return { lock, files, memory: rest.subarray(0, memory), contents: rest.subarray(memory) };
}

function restore(FS, { files, contents }) {
    let at = 0;
    for (const [path, size] of files) {
        if (size === undefined) FS.mkdirTree(path);
        else FS.writeFile(path, contents.subarray(at, (at += size)), { canOwn: true });
    }
}

async function start() {
    const image = readImage();
    const { href, pathname, protocol } = new URL(".", import.meta.url);
    const python = await load({
        indexURL: protocol === "file:" ? pathname : href, // a file in Node.js, where it is tried out
        lockFileContents: image.then(({ lock }) => lock),
        stdout: line => told.stdout?.(line),
        stderr: line => told.stderr?.(line),
        fsInit: async FS => restore(FS, await image),
        _loadSnapshot: image.then(({ memory }) => memory),
        async createPyodideModule(settings) {
            const module = await makeModule(settings);
            const { memory } = await image;
            module._free(module._malloc(memory.length)); // makes room, which this edition of Pyodide does not
            return module;
        },
    });
    python.runPython(ANEW);
    return python;
}

const started = start();
started.catch(() => {}); // told by whoever asks for it

export async function loadPyodide({ stdout, stderr }) {
    Object.assign(told, { stdout, stderr });
    return started;
}
