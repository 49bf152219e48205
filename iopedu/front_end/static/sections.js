// The sections of a page in JupyterLab: they open one by one, and stay open for the next visit.

const OPENED = "iopedu:opened"; // by notebook, the titles of the sections that somebody opened
const OPEN_FIRST = 2; // sections: what a page is about, and where it begins

/**
 * Let a page open section by section, as JupyterLab folds headings, and remember what was opened.
 *
 * All at once, a page is as long as thirty screens, and a learner sees the end of nothing.
 */
export async function openBySection({ content, context }, { setHeadingCollapse }, say, bar) {
    const path = context.path;
    const opened = () => JSON.parse(localStorage.getItem(OPENED) ?? "{}");
    const cells = content.widgets.filter(cell => cell.model.type === "markdown");
    await Promise.all(cells.map(cell => cell.getHeadings()));
    const heads = cells.filter(cell => cell.headingInfo.level === 2);
    const folded = () => heads.filter(head => head.headingCollapsed);
    const fold = (head, isFolded) => setHeadingCollapse(head, isFolded, content);
    // The button that was pressed is gone then, and with it the place of whoever uses the keyboard.
    const goTo = head => {
        const heading = head.node.querySelector("h2");
        heading?.setAttribute("tabindex", "-1");
        heading?.focus({ preventScroll: true });
    };
    const openAll = () => {
        const [first] = folded();
        for (const head of folded()) fold(head, false);
        goTo(first);
    };
    const tell = () => {
        for (const head of folded()) {
            const button = head.node.querySelector(".jp-showHiddenCellsButton");
            button?.setAttribute("aria-label", say.open.replace("{section}", head.headingInfo.text));
        }
        bar.onOpen(folded().length ? openAll : null);
    };
    const titles = () => heads.filter(head => !head.headingCollapsed).map(head => head.headingInfo.text);
    const before = opened()[path] ?? [];
    for (const head of heads.slice(OPEN_FIRST)) {
        if (!before.includes(head.headingInfo.text)) fold(head, true);
    }
    for (const head of heads) {
        head.headingCollapsedChanged.connect((_, isFolded) => {
            localStorage.setItem(OPENED, JSON.stringify({ ...opened(), [path]: titles() }));
            tell();
            if (!isFolded && document.activeElement === document.body) goTo(head);
        });
    }
    tell();
}
