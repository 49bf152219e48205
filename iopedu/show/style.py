"""The look of everything that is shown. Colors come from the page's own theme, with fall-backs outside JupyterLab."""

from __future__ import annotations

__all__ = ["STYLE"]

# Each output carries it, since a page may show any one output alone (JupyterLab even drops cells out of sight).
STYLE = """<style>
.iop{--iop-ink:var(--jp-content-font-color1,#1a1a1a);--iop-soft:var(--jp-content-font-color2,#4a4a4a);
--iop-line:var(--jp-border-color1,#b8b8b8);--iop-back:var(--jp-layout-color1,#fff);--iop-band:var(--jp-layout-color2,#f0f0f0);
--iop-accent:#00856f;color:var(--iop-ink);line-height:1.45;max-width:68rem}
.iop p{margin:.15em 0 .4em}.iop small{color:var(--iop-soft);font-size:.86em}
.iop .iop-box{container-type:inline-size;margin:.4em 0 .8em}
.iop table.iop-t{border-collapse:collapse;width:100%;margin:0;table-layout:auto;border:0}
.iop table.iop-t caption{caption-side:top;text-align:left;font-weight:600;padding:.2em 0 .5em;color:var(--iop-ink);font-size:1.05em}
.iop table.iop-t th,.iop table.iop-t td{text-align:left;vertical-align:top;padding:.45em .7em;border:0;
border-bottom:1px solid var(--iop-line);white-space:normal;max-width:none;color:var(--iop-ink);background:none}
.iop table.iop-t thead th{border-bottom:2px solid var(--iop-accent);font-weight:600}
.iop table.iop-t tbody th{font-weight:600;min-width:6.5em}
.iop table.iop-t tbody tr{background:none}
.iop .iop-tag{font-size:.8em;font-weight:600;border:1px solid var(--iop-line);border-radius:3px;padding:0 .35em;white-space:nowrap}
.iop .iop-note{color:var(--iop-soft);font-size:.92em;margin-top:.5em}
.iop details{margin:.4em 0}.iop summary{cursor:pointer;color:var(--iop-soft);min-height:24px}
.iop .iop-sources{font-size:.86em;color:var(--iop-soft);overflow-wrap:anywhere;padding-left:1.8em}
.iop a{color:var(--jp-content-link-color,#0b57a4);text-decoration:underline}
.iop figure{margin:.4em 0 .8em}.iop figcaption{margin-top:.4em}
.iop .iop-scroll{overflow-x:auto}.iop .iop-scroll svg{display:block;width:100%;min-width:30rem;max-width:46rem;height:auto;color:var(--iop-ink)}
@container (max-width:36rem){.iop table.iop-t thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.iop table.iop-t,.iop table.iop-t caption,.iop table.iop-t tbody,.iop table.iop-t tr,.iop table.iop-t th,.iop table.iop-t td{display:block}
.iop table.iop-t tbody th{border:0;padding:.8em 0 .1em;font-size:1.05em}.iop table.iop-t td{padding:.3em 0 .4em}
.iop table.iop-t td::before{content:attr(data-col);display:block;font-size:.85em;font-weight:600;color:var(--iop-soft)}}
@media print{.iop details::details-content{content-visibility:visible;block-size:auto}.iop tr{break-inside:avoid}}
</style>"""
