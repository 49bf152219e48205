// Starts Python while JupyterLab is still being read; the kernel then gets the worker that is there already.
{
    const Plain = Worker;
    const open = () => new Plain(new URL("../PYTHON/worker.mjs", location.href), { type: "module" });
    let ready = open();
    self.Worker = function (address, options) {
        if (!/\/comlink\.worker\.\w+\.js$/.test(address)) return new Plain(address, options);
        const worker = ready ?? open();
        ready = null;
        return worker;
    };

    // JupyterLab would open again, out of sight, every notebook that was open before: each has a store of its own.
    const settings = document.getElementById("jupyter-config-data");
    new MutationObserver((_, watch) => {
        watch.disconnect();
        const path = new URLSearchParams(location.search).get("path");
        const found = { ...JSON.parse(settings.textContent), workspacesStorageName: `iopedu ${path}` };
        settings.textContent = JSON.stringify(found);
    }).observe(settings, { childList: true });
}
