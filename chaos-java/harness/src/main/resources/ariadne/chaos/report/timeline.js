// Operations one by one, a lane for each client, in the moments that the page holds them for.
(() => {
  const moments = Data.moments.filter(m => m.operations.length);
  const host = d3.select("#timeline");
  if (!moments.length) {
    document.getElementById("timeline-section").hidden = true;
    return;
  }
  const lane = 22;
  const chips = host.append("div").attr("class", "chips").attr("role", "group")
    .attr("aria-label", "Moments of the run");
  const bar = host.append("div").attr("class", "timeline-bar");
  const shown = bar.append("p").attr("class", "said-shown");
  const tool = (text, label, act) => bar.append("button").attr("type", "button")
    .attr("class", "tool").attr("aria-label", label).text(text).on("click", act);
  tool("−", "Zoom out", () => scale(2));
  tool("+", "Zoom in", () => scale(0.5));
  const reset = tool("whole moment", "Show the whole moment",
    () => look(moment.start, moment.end));
  const svg = host.append("div").attr("class", "timeline-box").append("svg")
    .attr("tabindex", 0).attr("role", "img");
  const x = d3.scaleLinear();
  let moment = null;
  let view = null;
  let chosen = null;
  let lasso = null;

  chips.selectAll(null).data(moments).join("button").attr("type", "button").attr("class", "chip")
    .text(m => `${Words.moment(m.start, 60)} ${m.label}`).on("click", (_, m) => show(m));

  function show(next) {
    moment = next;
    chosen = null;
    chips.selectAll(".chip").attr("aria-pressed", m => m === next);
    look(next.start, next.end);
  }

  function look(from, to) {
    const span = Math.min(Math.max(to - from, 2e-5), moment.end - moment.start);
    const start = Math.min(Math.max(from, moment.start), moment.end - span);
    view = [start, start + span];
    draw();
  }

  function scale(factor) {
    const middle = (view[0] + view[1]) / 2;
    const half = (view[1] - view[0]) / 2 * factor;
    look(middle - half, middle + half);
  }

  function words() {
    const held = moment.operations.length;
    const only = moment.onlyKey === "" ? "" : ` on key ${moment.onlyKey}`;
    const all = moment.all === held ? "All " : `The first ${Words.whole(held)} of `;
    return `${all}${Words.whole(moment.all)} operations${only} between `
      + `${Words.moment(moment.start, 1)} and ${Words.moment(moment.end, 1)}. `
      + (chosen === null ? "Click one to see its key alone."
        : `Key ${chosen} stands out; click again to see all alike.`);
  }

  function draw() {
    const width = svg.node().parentNode.clientWidth;
    const range = [Frame.narrow() ? 34 : 66, width - 12];
    const lanes = [...new Set(moment.operations.map(o => o.client))].sort(d3.ascending);
    const height = lanes.length * lane + 34;
    const row = d3.scalePoint(lanes, [lane / 2 + 6, lanes.length * lane - lane / 2 + 6]);
    x.domain(view).range(range);
    shown.text(words());
    reset.property("disabled", view[1] - view[0] >= moment.end - moment.start);
    svg.selectAll("*").remove();
    svg.attr("width", width).attr("height", height).attr("viewBox", [0, 0, width, height])
      .attr("aria-label", `${moment.label}: ${words()}`);
    Bands.hatches(svg);
    svg.append("clipPath").attr("id", "clip-timeline").append("rect").attr("x", range[0])
      .attr("width", range[1] - range[0]).attr("height", height);
    ground(lanes, row, range, height);
    operations(row);
    svg.append("rect").attr("class", "lasso").attr("height", height - 26);
  }

  function ground(lanes, row, range, height) {
    const g = svg.append("g");
    g.selectAll(null).data(lanes.filter((_, i) => i % 2 === 0)).join("rect")
      .attr("class", "lane").attr("x", range[0]).attr("width", range[1] - range[0])
      .attr("y", c => row(c) - lane / 2).attr("height", lane);
    Axes.time(g, x, range, 0, height - 24);
    g.selectAll(null).data(lanes).join("text").attr("class", "ink").attr("text-anchor", "end")
      .attr("x", range[0] - 7).attr("y", c => row(c) + 4)
      .text(c => (Frame.narrow() ? "" : "client ") + c);
    for (const f of Data.faults) {
      for (const t of [f.start, f.end].filter(at => at > view[0] && at < view[1])) {
        g.append("line").attr("class", "tab " + f.colour).attr("stroke", "var(--fault)")
          .attr("stroke-width", 1.5).attr("x1", x(t)).attr("x2", x(t)).attr("y1", 0)
          .attr("y2", height - 24);
        g.append("text").attr("class", "halo ink").attr("x", x(t) + 4).attr("y", height - 28)
          .text(`${f.label} ${t === f.start ? "begins" : "is over"}`);
      }
    }
  }

  function operations(row) {
    const seen = moment.operations
      .filter(o => (o.end >= view[0] || !o.returned) && o.start <= view[1]);
    const left = o => Math.max(x.range()[0] - 4, x(o.start));
    const right = o => o.returned ? Math.min(x.range()[1] + 4, x(o.end)) : x.range()[1] + 4;
    const width = o => Math.max(2, right(o) - left(o));
    const groups = svg.append("g").attr("clip-path", "url(#clip-timeline)").selectAll(null)
      .data(seen).join("g").attr("class", o => "op " + Words.classes[o.outcome])
      .classed("dim", o => chosen !== null && o.key !== chosen)
      .on("pointermove", (event, o) => { if (!lasso) Tooltip.show(event, Tooltip.operation(o)); })
      .on("pointerleave", Tooltip.hide)
      .on("click", (_, o) => { chosen = chosen === o.key ? null : o.key; draw(); });
    groups.append("rect").attr("x", left).attr("width", width).attr("rx", 2.5)
      .attr("y", o => row(o.client) - 8).attr("height", 16);
    groups.append("text").attr("x", o => Math.max(left(o), x.range()[0]) + 4)
      .attr("y", o => row(o.client) + 4)
      .text(o => inside(o, right(o) - Math.max(left(o), x.range()[0])));
  }

  function inside(o, width) {
    const mark = ["", "✕ ", "? "][o.outcome];
    return [mark + Words.operation(o), mark + o.f, mark.trim()]
      .find(t => width > t.length * 6.1 + 8) || "";
  }

  svg.on("pointerdown", event => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    lasso = { start: d3.pointer(event)[0], end: null };
  });
  svg.on("pointermove", event => {
    if (!lasso) return;
    const px = d3.pointer(event)[0];
    if (Math.abs(px - lasso.start) < 5) return;
    lasso.end = px;
    svg.select(".lasso").attr("x", Math.min(px, lasso.start))
      .attr("width", Math.abs(px - lasso.start));
  });
  d3.select(window).on("pointerup.timeline", () => {
    const done = lasso;
    lasso = null;
    if (!done || done.end === null) return;
    look(...[done.start, done.end].map(p => x.invert(p)).sort(d3.ascending));
  });
  svg.on("dblclick", () => look(moment.start, moment.end));
  svg.on("keydown", event => {
    const step = (view[1] - view[0]) / 5;
    const keys = {
      ArrowLeft: () => look(view[0] - step, view[1] - step),
      ArrowRight: () => look(view[0] + step, view[1] + step),
      "+": () => scale(0.5), "=": () => scale(0.5), "-": () => scale(2),
      "0": () => look(moment.start, moment.end)
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  let drawn = false;
  Frame.listen({
    zoomed() {
      if (!drawn) show(Data.story ? moments[0] : moments[Math.min(1, moments.length - 1)]);
      drawn = true;
    }
  });
  addEventListener("resize", () => { if (moment) draw(); });
})();
