// The page of a notebook that runs: the notebook alone, opened where its reader was, with the way back to that place.
// What is asked of JupyterLab is not said in its own words: a page is one notebook, and a link leads to another page.
{
    const { back, python } = document.currentScript.dataset;
    const wait = time => new Promise(done => setTimeout(done, time));
    const plain = text => text.replace(/[^\p{L}\p{N}]+/gu, " ").trim().toLowerCase();
    const headings = node => [...node.querySelectorAll(":is(h1, h2, h3, h4)")].filter(each => each.offsetParent);

    async function until(find) {
        for (;;) {
            const found = find();
            if (found) return found;
            await wait(50);
        }
    }

    /** Give the whole width to the page, also when JupyterLab opens its panels later. */
    function takeAside(shell) {
        if (!shell.leftCollapsed) shell.collapseLeft();
        if (!shell.rightCollapsed) shell.collapseRight();
        for (const side of ["left", "right"]) {
            if (shell.isSideTabBarVisible(side)) shell.toggleSideTabBarVisibility(side);
        }
    }

    /** Bring a heading to the top while what stands above it still grows; who scrolls by hand is left alone. */
    async function goTo({ content, node }, wanted) {
        let isOurs = true;
        const leave = () => (isOurs = false);
        for (const name of ["wheel", "touchstart", "keydown", "mousedown"]) {
            document.addEventListener(name, leave, { once: true, capture: true });
        }
        const titles = cell => cell.model.sharedModel.getSource().match(/^#{1,4} .*$/gm) ?? [];
        const at = content.widgets.findIndex(cell => cell.model.type === "markdown" && titles(cell).some(
            title => plain(title) === wanted));
        if (at < 1) return;
        const section = content.widgets.slice(0, at + 1).findLast(cell => cell.headingInfo?.level === 2);
        for (let left = 20; left > 0 && isOurs; left -= node.dataset.iopPage === "starting" ? 0 : 1) {
            if (section?.headingCollapsed) section.headingCollapsed = false;
            const found = headings(content.widgets[at].node).find(each => plain(each.textContent) === wanted);
            (found ?? content.widgets[at].node).scrollIntoView({ block: "start" });
            await wait(100);
        }
    }

    /** Lead back to the page to read, at the heading that is in sight. */
    function addBack(panel) {
        const link = document.createElement("a");
        link.className = "iop-top-back";
        link.textContent = back;
        const page = panel.context.path.replace(/\.ipynb$/, ".html");
        link.href = `../../${page}`;
        link.addEventListener("click", () => {
            const top = panel.content.node.getBoundingClientRect().top + 60;
            const above = headings(panel.content.node).filter(each => each.getBoundingClientRect().top < top).at(-1);
            if (above) link.href = `../../${page}#at=${encodeURIComponent(plain(above.textContent))}`;
        });
        panel.node.querySelector(".iop-top > div")?.append(link);
    }

    /** Keep for the next time, and for a time without a net, what came before there was a service worker. */
    async function keepAll() {
        const { active } = (await navigator.serviceWorker?.ready) ?? {};
        const notebooks = await (await fetch("../api/contents/all.json")).json();
        const parts = ["worker.mjs", "pyodide.mjs", "pyodide.core.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "image.gz"];
        const keep = [
            location.href.split("?")[0],
            ...performance.getEntriesByType("resource").map(({ name }) => name),
            ...[...parts, "python_stdlib.zip"].map(name => new URL(`../${python}/${name}`, location.href).href),
            ...notebooks.content.map(({ path }) => new URL(`../files/${path}`, location.href).href),
        ];
        const ours = keep.filter(address => address.startsWith(location.origin) && !address.includes("/api/drive"));
        active?.postMessage({ keep: [...new Set(ours)] });
    }

    document.addEventListener(
        "click",
        event => {
            const link = event.target.closest?.("a");
            const asked = link?.dataset.commandlinkerArgs ?? link?.getAttribute("href") ?? "";
            const [path] = /\b\d\d_\w+\.ipynb/.exec(asked) ?? [];
            if (!path) return;
            event.preventDefault();
            event.stopImmediatePropagation();
            location.href = `?path=${path}`;
        },
        true,
    );

    void (async () => {
        const wanted = plain(new URLSearchParams(location.search).get("at") ?? "");
        const app = await until(() => window.jupyterapp);
        await app.restored;
        const alone = () => takeAside(app.shell);
        app.shell.layoutModified.connect(alone);
        alone();
        const panel = await until(() => app.shell.currentWidget?.content?.widgets?.length && app.shell.currentWidget);
        await until(() => panel.node.querySelector(".iop-top > div"));
        await panel.context.ready;
        addBack(panel);
        if (wanted) await goTo(panel, wanted);
        await until(() => panel.node.dataset.iopPage === "ready");
        await keepAll();
    })();
}
