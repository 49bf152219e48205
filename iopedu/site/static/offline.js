// Keeps what a browser has fetched of the course, so that the next visit is fast and needs no net. JupyterLite's own
// service worker follows it.
const STORE = "iopedu";
const PYTHON = /\/static\/python-[0-9a-f]{12}\//;
/** Under such a name there is never anything else: a part of JupyterLab, or Python. */
const LASTING = /\/static\/python-[0-9a-f]{12}\/|[.-][0-9a-f]{7,20}\.(?:js|css|woff2?|ttf|svg|png)$/;
/** What JupyterLite answers itself. */
const OWN = /\/api\/(?:drive|stdin\/|service-worker-heartbeat)/;

async function keep(store, request, answer) {
    await store.put(request, answer);
    const { pathname } = new URL(request.url);
    if (!pathname.endsWith("/image.gz")) return;
    const folder = pathname.replace("image.gz", "");
    for (const old of await store.keys()) {
        if (PYTHON.test(old.url) && !old.url.includes(folder)) await store.delete(old);
    }
}

async function answer(event) {
    const { request } = event;
    const store = await caches.open(STORE);
    const kept = await store.match(request);
    if (kept && LASTING.test(new URL(request.url).pathname)) return kept;
    try {
        const found = await fetch(request);
        if (found.status === 200) event.waitUntil(keep(store, request, found.clone()));
        return found;
    } catch (problem) {
        const old = kept ?? (await store.match(request, { ignoreSearch: true }));
        if (old) return old;
        throw problem;
    }
}

self.addEventListener("fetch", event => {
    const { pathname, origin } = new URL(event.request.url);
    if (event.request.method !== "GET" || origin !== location.origin || OWN.test(pathname)) return;
    event.stopImmediatePropagation();
    event.respondWith(answer(event));
});

// What a page fetched before its first service worker was there.
self.addEventListener("message", ({ data }) => {
    const fetchAll = async () => {
        const store = await caches.open(STORE);
        for (const address of data.keep) if (!(await store.match(address))) await store.add(address).catch(() => {});
    };
    if (data?.keep) void fetchAll();
});

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));
