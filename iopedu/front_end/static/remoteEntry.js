// The course's part of the page, in JupyterLab, Notebook and JupyterLite: a notebook of the course runs by itself, its
// program stays out of sight, what is kept is told above it, and its file stays as it was.
//
// JupyterLab loads this file as it is: there is nothing to build. Voila evaluates it and calls nothing in it, so that
// everything is called from `get` or from `activate`.
(() => {
    const NAME = "iopedu";
    const FOLDER = new URL(".", document.currentScript.src).href;
    const VIEW = "application/vnd.jupyter.widget-view+json";
    const NARROW = 760; // pixels
    const TAKEN = "iopedu:taken";
    const PATIENCE = 60_000; // milliseconds without news before a page says that it is slow
    const BY_ITSELF = "If you see plain text instead of forms";
    const OURS = /^\s*(?:from|import)\s+iopedu\b/m;
    // A file iopedu.py that lies beside a notebook is never taken for the course.
    const AWAY =
        "(lambda sys, os: sys.path.__setitem__(slice(None), [each for each in sys.path if " +
        "os.path.realpath(each or '.') != os.path.realpath('.')]))(__import__('sys'), __import__('os'))";

    const wait = time => new Promise(done => setTimeout(done, time));

    /** Give one module of those that JupyterLab shares with its extensions. */
    async function shared(scope, name) {
        return (await Object.values(scope[name])[0].get())();
    }

    /** Fetch the code cells of every notebook and the sentences, and put the look into the page. */
    async function fetchCourse(language) {
        const get = async name => (await fetch(FOLDER + name, { cache: "no-cache" })).text();
        // Of what is shown, stored outputs hold no look; only a kernel sends it with them.
        const [{ openBySection }, course, ...looks] = await Promise.all([
            import(`${FOLDER}sections.js`),
            ...["course.json", "style.css", "show.css"].map(get),
        ]);
        const { notebooks, sentences } = JSON.parse(course);
        document.head.append(Object.assign(document.createElement("style"), { textContent: looks.join("\n") }));
        return {
            names: Object.keys(notebooks),
            editions: new Set(Object.values(notebooks).map(cells => JSON.stringify(cells))),
            say: { ...sentences.en, ...sentences[language] },
            openBySection,
        };
    }

    /**
     * Start Python for the notebook that the address names, while JupyterLab itself still starts.
     *
     * JupyterLab would do so seconds later, when the notebook is read. Where this fails, it tries again and tells why.
     */
    async function startEarly({ SessionAPI }, course) {
        const [, path] = /\/(?:tree|notebooks)\/(.+\.ipynb)$/.exec(decodeURIComponent(location.pathname)) ?? [];
        const name = path?.split("/").pop();
        if (!(await course).names.includes(name)) return null;
        return SessionAPI.startSession({ path, name, type: "notebook", kernel: { name: "python3" } });
    }

    /** Let JupyterLab find what was started early, and load the course there while the page is drawn. */
    function joinEarly({ sessions }, early) {
        const begun = early.catch(() => null);
        const refresh = sessions.refreshRunning.bind(sessions);
        sessions.refreshRunning = () => begun.then(refresh);
        begun.then(async model => {
            if (!model) return;
            // Forms talk over one connection only, and it is not to be this one.
            const session = sessions.connectTo({ model, kernelConnectionOptions: { handleComms: false } });
            await session.kernel.requestExecute({ code: `${AWAY}\nimport iopedu.forms`, silent: true }).done;
            session.dispose();
        });
    }

    /** List the code cells of a notebook. */
    function codeOf(model) {
        return [...model.cells].filter(cell => cell.type === "code");
    }

    /** What would run: the sources of the code cells, without the empty cell that JupyterLab adds at the end. */
    function sourcesOf(model) {
        return codeOf(model)
            .map(cell => cell.sharedModel.getSource())
            .filter(source => source.trim());
    }

    /** What a learner can change in a notebook, as a text to compare. */
    function textOf(model) {
        return JSON.stringify([...model.cells].map(cell => [cell.type, cell.sharedModel.getSource()]));
    }

    /** Leave living forms out of what is stored: elsewhere they would be an error, and their twins are stored too. */
    function withTwins(notebook) {
        for (const output of notebook.cells.flatMap(cell => cell.outputs ?? [])) {
            if (output.data?.["text/html"] || output.data?.["text/plain"]) delete output.data[VIEW];
        }
        delete notebook.metadata.widgets;
        return notebook;
    }

    /** Save a notebook that was only run as it was read, and running does not count as a change. */
    function leaveAsItWas(model, isUnkept) {
        const now = model.toJSON.bind(model);
        const read = withTwins(structuredClone(now()));
        const text = textOf(model);
        const isEdited = () => textOf(model) !== text;
        model.toJSON = () => {
            if (isEdited()) return withTwins(structuredClone(now()));
            const same = structuredClone(read);
            same.cells.forEach((cell, at) => {
                if (cell.cell_type === "code") cell.metadata.trusted = model.cells.get(at).trusted;
            });
            return same;
        };
        model.stateChanged.connect((_, { name, newValue }) => {
            if (name === "dirty" && newValue && !isUnkept() && !isEdited()) model.dirty = false;
        });
        return isEdited;
    }

    /** Put the text of a form in the place of one that no kernel knows any more. */
    function showTwins(model) {
        for (const { outputs } of codeOf(model)) {
            const found = outputs.toJSON();
            if (!found.some(output => output.data?.[VIEW])) continue;
            outputs.fromJSON(withTwins({ cells: [{ outputs: structuredClone(found) }], metadata: {} }).cells[0].outputs);
        }
    }

    /** Hide what the page says to programs that do not have this part. */
    function hidePlain(cell) {
        const hide = () => {
            for (const quote of cell.node.querySelectorAll("blockquote")) {
                if (quote.textContent.trim().startsWith(BY_ITSELF)) quote.classList.add("iop-plain");
            }
        };
        new MutationObserver(hide).observe(cell.node, { childList: true, subtree: true });
        hide();
    }

    /** Make the bar above a page: one line, and at most three buttons. */
    function makeBar(panel, Widget, say) {
        const node = document.createElement("div");
        node.className = "iop-top";
        node.setAttribute("role", "region");
        node.setAttribute("aria-label", say.page);
        node.innerHTML =
            '<div><span class="iop-top-said"><span role="status" aria-live="polite"></span> <span></span></span>' +
            '<button type="button" class="iop-top-start" hidden></button><button type="button" hidden></button>' +
            '<button type="button" hidden></button></div>';
        const [inside] = node.children;
        const [said, start, open, show] = inside.children;
        const [aloud, quiet] = said.children;
        const widget = new Widget({ node });
        panel.contentHeader.addWidget(widget);
        // JupyterLab gives the bar the height that it asks for, and asks no text how long it is.
        new ResizeObserver(() => {
            node.style.minHeight = `${inside.offsetHeight}px`;
            panel.contentHeader.fit();
        }).observe(inside);
        return {
            remove: () => widget.dispose(),
            /** Say a sentence, read out loud; what is `more` is only seen. */
            tell(sentence, more = "", { button = "", press = null, problem = false } = {}) {
                if (aloud.textContent !== sentence) aloud.textContent = sentence;
                quiet.textContent = more;
                node.toggleAttribute("data-problem", problem);
                Object.assign(start, { hidden: !button, textContent: button, onclick: press });
            },
            onOpen(press) {
                Object.assign(open, { hidden: !press, textContent: say.all, onclick: press });
            },
            onShow(toggle) {
                const tell = shown => {
                    show.textContent = shown ? say.hide : say.show;
                    show.setAttribute("aria-expanded", shown);
                };
                show.hidden = false;
                tell(false);
                show.onclick = () => tell(toggle());
            },
        };
    }

    /** Keep the room of each cell until its form stands in the place of its text, so that nothing below it jumps. */
    function hold(cells) {
        for (const { node } of cells) node.style.minHeight = `${node.offsetHeight}px`;
        return async ({ node }) => {
            await wait(1000);
            node.style.minHeight = "";
        };
    }

    /** Give a narrow window's whole width to the page, and give back later what was taken. */
    function makeRoom(shell, isNarrow) {
        if (isNarrow) shell.collapseLeft?.();
        if (isNarrow) shell.collapseRight?.();
        // JupyterLab keeps its look for the next visit, which may be in a wide window.
        const taken = JSON.parse(localStorage.getItem(TAKEN) ?? "[]");
        const sides = ["left", "right"].filter(side => shell.isSideTabBarVisible?.(side) === isNarrow);
        const turn = isNarrow ? sides : sides.filter(side => taken.includes(side));
        for (const side of turn) shell.toggleSideTabBarVisibility(side);
        localStorage.setItem(TAKEN, JSON.stringify(isNarrow ? [...taken, ...turn] : []));
    }

    /** Hide the program of a page, and give a switch that shows it. */
    function hideProgram(panel) {
        panel.addClass("iop-page");
        let opened = [];
        return () => {
            const shown = !panel.hasClass("iop-program");
            if (shown) opened = panel.content.widgets.filter(cell => cell.model.type === "code" && cell.inputHidden);
            for (const cell of opened) if (!cell.isDisposed) cell.inputHidden = !shown;
            panel.toggleClass("iop-program", shown);
            return shown;
        };
    }

    /** Open a line to the kernel: what is kept comes from there; that somebody saves, looks or leaves goes there. */
    function openLine(panel, isUnkept, hear) {
        let comm = null;
        let of = null;
        const send = data => {
            if (comm && !comm.isDisposed && !of.isDisposed && of.status !== "dead") comm.send(data);
        };
        const look = () => {
            if (document.visibilityState === "visible" && panel.isVisible) send({ look: true });
        };
        const gone = event => {
            if (!event?.persisted) send({ gone: true });
        };
        const saved = (_, state) => {
            if (state === "started") send({ save: true });
            // The file is saved now, and the answers are not: closing is still asked about.
            else if (isUnkept()) panel.context.model.dirty = true;
        };
        panel.context.saveState.connect(saved);
        document.addEventListener("visibilitychange", look);
        window.addEventListener("focus", look);
        window.addEventListener("pagehide", gone);
        const dispose = panel.dispose.bind(panel);
        panel.dispose = () => {
            // Afterwards the kernel cannot be told any more.
            gone();
            document.removeEventListener("visibilitychange", look);
            window.removeEventListener("focus", look);
            window.removeEventListener("pagehide", gone);
            dispose();
        };
        return {
            look,
            open(kernel) {
                if (comm && !comm.isDisposed && of === kernel) return look();
                of = kernel;
                comm = kernel.createComm(NAME);
                comm.onMsg = message => hear(message.content.data);
                comm.open();
            },
        };
    }

    /** Tend one notebook from its opening to its end. */
    async function tend(panel, { course, tracker, NotebookActions, Widget, known, unkept }) {
        const { context, content, sessionContext } = panel;
        const { names, editions, say, openBySection } = await course;
        const first = !known.has(context);
        known.add(context);
        // What has a name of ours gets its bar before it is seen: coming later, the bar would move the page.
        let bar = first && names.includes(context.path.split("/").pop()) ? makeBar(panel, Widget, say) : null;
        await context.ready;
        const { model } = content;
        if (!model || panel.isDisposed) return;
        const marked = Boolean(model.getMetadata(NAME));
        if (!marked && !sourcesOf(model).some(source => OURS.test(source))) return bar?.remove();
        const toggle = marked ? hideProgram(panel) : null;
        if (!first) return; // another view of the same notebook
        bar ??= makeBar(panel, Widget, say);

        const isOurs = () => editions.has(JSON.stringify(sourcesOf(model)));
        const isTrusted = () => codeOf(model).every(cell => cell.trusted);
        const isUnkept = () => unkept.has(panel);
        const isEdited = marked ? leaveAsItWas(model, isUnkept) : () => true;
        showTwins(model);
        if (toggle) bar.onShow(toggle);
        if (toggle) await openBySection(panel, NotebookActions, say, bar);

        // A number for each start, so that what an earlier one has to say comes too late.
        let turn = 0;
        let asked = 0;
        let news = 0;
        let deaths = 0;
        let restarted = 0;

        const stage = now => {
            panel.node.dataset.iopPage = now;
        };
        const stageNow = () => panel.node.dataset.iopPage;
        const tell = (sentence, more) => bar.tell(sentence, more);
        const offer = (sentence, button, press, problem = false) => bar.tell(sentence, "", { button, press, problem });
        const fail = name => {
            turn += 1;
            stage("failed");
            offer(say[name], say.again, again, true);
        };
        const line = openLine(panel, isUnkept, ({ line = "", unkept: open = false, problem = false }) => {
            const was = unkept.delete(panel);
            if (open) unkept.add(panel);
            if (open) model.dirty = true;
            else if (was && !isEdited()) model.dirty = false;
            if (stageNow() === "ready") bar.tell(problem ? line : "", problem ? "" : line, { problem });
        });

        function ready(kernel) {
            stage("ready");
            tell("");
            line.open(kernel);
        }

        function again() {
            restarted = Date.now();
            starting();
            const begin = sessionContext.session?.kernel ? "restartKernel" : "startKernel";
            sessionContext[begin]().then(isMissing => isMissing && fail("missing"), () => fail("missing"));
        }

        /** Say that the forms start, and say so when nothing is heard for a long time. */
        function starting() {
            const mine = ++turn;
            news = Date.now();
            stage("starting");
            tell(say.starting);
            const watch = setInterval(() => {
                if (mine !== turn || panel.isDisposed || stageNow() !== "starting") clearInterval(watch);
                else if (Date.now() - news > PATIENCE) {
                    clearInterval(watch);
                    if (sessionContext.session?.kernel) offer(say.slow, say.again, again, true);
                    else fail("missing");
                }
            }, 1000);
            return mine;
        }

        async function run() {
            const mine = starting();
            await sessionContext.ready;
            const kernel = sessionContext.session?.kernel;
            if (!kernel) return fail("missing");
            const { language_info: language } = await kernel.info;
            // JupyterLab would ask about a kernel that is being shut down, also when the page is closed.
            if (mine !== turn || panel.isDisposed || sessionContext.isTerminating) return;
            if (language?.name !== "python") {
                stage("waiting");
                return offer(say.language, say.start, start, true);
            }
            const cells = content.widgets.filter(cell => cell.model.type === "code");
            const done = new Set();
            const release = hold(cells);
            const count = (_, { notebook, cell }) => {
                if (notebook !== content || mine !== turn) return;
                done.add(cell);
                news = Date.now();
                release(cell);
                const far = say.far.replace("{done}", done.size).replace("{all}", cells.length);
                if (done.size < cells.length) tell(say.starting, far);
            };
            NotebookActions.executed.connect(count);
            if (isOurs()) kernel.requestExecute({ code: AWAY, silent: true, store_history: false });
            const well = await NotebookActions.runCells(content, content.widgets, sessionContext);
            NotebookActions.executed.disconnect(count);
            cells.forEach(release);
            if (mine !== turn || panel.isDisposed) return;
            if (!well) return fail("failed");
            ready(kernel);
        }

        async function start() {
            if (marked) panel.addClass("iop-alive");
            await run();
            // Only a save remembers that a notebook is trusted.
            if (!panel.isDisposed) await context.save();
        }

        NotebookActions.executionScheduled.connect((_, { notebook }) => {
            if (notebook !== content) return;
            asked = Date.now();
            if (stageNow() === "waiting") settled(starting());
        });
        sessionContext.statusChanged.connect(async (_, status) => {
            if (status === "dead" && !panel.isDisposed) fail("died");
            if (stageNow() === "waiting") return;
            if (status === "restarting" || status === "autorestarting") {
                // A page that takes its kernel down each time is not started for ever.
                deaths = status === "autorestarting" && stageNow() !== "ready" ? deaths + 1 : 0;
                restarted = Date.now();
                starting();
            } else if (status === "idle" && restarted) {
                const since = restarted;
                restarted = 0;
                await wait(300);
                if (panel.isDisposed || restarted) return;
                if (deaths > 1) fail("died");
                else if (asked < since) await wake();
                else await settled(starting());
            }
        });
        sessionContext.connectionStatusChanged.connect((_, status) => {
            if (panel.isDisposed || stageNow() === "waiting") return;
            if (status === "disconnected" && sessionContext.session) fail("lost");
            else if (status === "connected" && stageNow() === "failed") settled(starting());
        });
        sessionContext.kernelChanged.connect((_, { oldValue, newValue }) => {
            if (panel.isDisposed || newValue === oldValue || stageNow() === "waiting") return;
            if (!newValue && stageNow() === "ready") fail("died");
            if (newValue && (restarted || stageNow() !== "starting")) {
                restarted = 0;
                wake();
            }
        });
        tracker.currentChanged.connect(() => {
            if (tracker.currentWidget === panel) line.look();
        });

        /** Somebody else runs the cells: wait until they are done. */
        async function settled(mine) {
            do await wait(300);
            while (mine === turn && !panel.isDisposed && sessionContext.session?.kernel?.status !== "idle");
            if (mine !== turn || panel.isDisposed) return;
            ready(sessionContext.session.kernel);
        }

        /** Run by itself what the installed course ships and what is trusted; let everything else wait. */
        async function wake() {
            const why = !marked ? "foreign" : !isOurs() ? "changed" : !isTrusted() ? "untrusted" : "";
            if (why) {
                stage("waiting");
                return offer(say[why], say.start, start);
            }
            panel.addClass("iop-alive");
            await run();
        }

        if (content.widgets.length && marked) hidePlain(content.widgets[0]);
        if (marked) {
            stage("starting");
            tell(say.starting);
        }
        // Several notebooks may be opened with the window: each starts when it is seen.
        while (!panel.isVisible && !panel.isDisposed) await wait(200);
        if (!panel.isDisposed) await wake();
    }

    const plugin = ({ INotebookTracker, NotebookActions }, { Widget }, course, early) => ({
        id: `${NAME}:pages`,
        autoStart: true,
        requires: [INotebookTracker],
        activate(app, tracker) {
            joinEarly(app.serviceManager, early);
            const unkept = new Set();
            const house = { course, tracker, NotebookActions, Widget, known: new WeakSet(), unkept };
            const open = panel => {
                panel.disposed.connect(() => unkept.delete(panel));
                tend(panel, house).catch(problem => console.error(problem));
            };
            tracker.forEach(open);
            tracker.widgetAdded.connect((_, panel) => open(panel));
            window.addEventListener("beforeunload", event => {
                if (!unkept.size) return;
                event.preventDefault();
                event.returnValue = "";
            });
            const narrow = window.matchMedia(`(max-width: ${NARROW}px)`);
            const fold = () => makeRoom(app.shell, narrow.matches);
            narrow.addEventListener("change", fold);
            app.restored.then(fold);
        },
    });

    let scope = null;
    window._JUPYTERLAB = window._JUPYTERLAB ?? {};
    window._JUPYTERLAB[NAME] = {
        init: async given => {
            scope = given;
        },
        get: async () => {
            const needed = ["@jupyterlab/notebook", "@lumino/widgets", "@jupyterlab/services", "@jupyterlab/coreutils"];
            const [notebook, lumino, services, { PageConfig }] = await Promise.all(
                needed.map(name => shared(scope, name)),
            );
            const course = fetchCourse(PageConfig.getOption("iopeduLanguage") || "en");
            const early = startEarly(services, course);
            return () => ({ __esModule: true, default: plugin(notebook, lumino, course, early) });
        },
    };
})();
