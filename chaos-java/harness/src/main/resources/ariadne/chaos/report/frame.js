// One time axis for all charts: one window, one crosshair, one way to zoom.
const Frame = (() => {
  const charts = [];
  const listeners = [];
  const whole = [0, Data.end];
  const least = Math.max(Data.end / 5000, 0.002);
  const host = document.getElementById("charts");
  const x = d3.scaleLinear(whole, [0, 1]);
  let view = [...whole];
  let width = 0;
  let lasso = null;

  const narrow = () => width < 560;
  const left = () => narrow() ? 56 : 66;
  const right = () => narrow() ? 12 : 40;

  // A chart draws itself into a group and says in words what it shows at a moment.
  function add(chart) {
    const figure = d3.select(host).append("figure").attr("class", "chart")
      .attr("id", "chart-" + chart.id);
    const caption = figure.append("figcaption");
    caption.append("h3").text(chart.title);
    if (chart.note) caption.append("span").attr("class", "note").text(chart.note);
    chart.output = caption.append("output").attr("aria-live", "off");
    chart.svg = figure.append("svg").attr("role", "img")
      .attr("aria-label", chart.label);
    charts.push(chart);
    listen(chart);
  }

  function redraw() {
    width = host.clientWidth - 2;
    const range = [left(), width - right()];
    x.domain(view).range(range);
    for (const chart of charts) {
      const height = chart.height(width);
      const bottom = height - 22;
      chart.svg.selectAll("*").remove();
      chart.svg.attr("width", width).attr("height", height).attr("viewBox", [0, 0, width, height]);
      Bands.hatches(chart.svg);
      chart.svg.append("clipPath").attr("id", "clip-" + chart.id).append("rect")
        .attr("x", range[0]).attr("width", Math.max(0, range[1] - range[0]))
        .attr("y", 0).attr("height", height);
      const size = { range, top: Bands.top, bottom, width, height };
      const ground = chart.svg.append("g");
      Axes.time(ground, x, range, Bands.top, bottom);
      Bands.draw(ground, x, range, bottom, chart === charts[0]);
      chart.draw(chart.svg.append("g"), x, size, `url(#clip-${chart.id})`);
      chart.lasso = chart.svg.append("rect").attr("class", "lasso").attr("y", 0)
        .attr("height", bottom);
      chart.crosshair = chart.svg.append("line").attr("class", "crosshair")
        .attr("y1", 4).attr("y2", bottom).attr("visibility", "hidden");
      chart.size = size;
    }
    rest();
    listeners.forEach(l => l.zoomed && l.zoomed(view, width));
  }

  let due = false;
  function soon() {
    if (due) return;
    due = true;
    requestAnimationFrame(() => { due = false; redraw(); });
  }

  function zoom(from, to) {
    const span = Math.min(Math.max(to - from, least), whole[1]);
    const start = Math.min(Math.max(from, 0), whole[1] - span);
    view = [start, start + span];
    soon();
  }

  function point(t) {
    for (const chart of charts) {
      chart.crosshair.attr("visibility", null).attr("x1", x(t)).attr("x2", x(t));
      chart.output.attr("class", "live").text(chart.read(t));
    }
    listeners.forEach(l => l.pointed && l.pointed(t));
  }

  function rest() {
    for (const chart of charts) {
      chart.crosshair.attr("visibility", "hidden");
      chart.svg.select(".ring").attr("visibility", "hidden");
      chart.output.attr("class", null).text(chart.rest ? chart.rest(view) : "");
    }
    listeners.forEach(l => l.pointed && l.pointed(null));
    Tooltip.hide();
  }

  const inside = px => Math.max(x.range()[0], Math.min(x.range()[1], px));

  function listen(chart) {
    const svg = chart.svg;
    svg.on("pointermove", event => {
      const [px, py] = d3.pointer(event);
      point(x.invert(inside(px)));
      if (lasso) drag(inside(px));
      else if (chart.hover) chart.hover(event, px, py);
    });
    svg.on("pointerdown", event => {
      // A finger scrolls the page and moves the crosshair; it zooms on the overview.
      if (event.pointerType !== "mouse" || event.button !== 0) return;
      svg.node().setPointerCapture(event.pointerId);
      lasso = { start: inside(d3.pointer(event)[0]), end: null };
      Tooltip.hide();
    });
    svg.on("pointerup", () => finish(true));
    svg.on("pointercancel", () => { finish(false); rest(); });
    svg.on("pointerleave", () => { if (!lasso) rest(); });
    svg.on("dblclick", () => zoom(...whole));
  }

  function drag(px) {
    lasso.end = px;
    for (const chart of charts) {
      chart.lasso.attr("x", Math.min(lasso.start, px)).attr("width", Math.abs(px - lasso.start));
    }
  }

  function finish(zooms) {
    const done = lasso;
    lasso = null;
    if (!done) return;
    charts.forEach(c => c.lasso.attr("width", 0));
    if (zooms && done.end !== null && Math.abs(done.end - done.start) > 4) {
      zoom(...[x.invert(done.start), x.invert(done.end)].sort(d3.ascending));
    }
  }

  return {
    add, redraw, zoom, soon, narrow, left, right,
    reset: () => zoom(...whole),
    view: () => view,
    whole,
    listen: listener => listeners.push(listener)
  };
})();
