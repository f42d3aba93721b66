// The whole run in a strip that stays on the screen: what the charts show now is the brushed part.
const Overview = (() => {
  const host = d3.select("#overview");
  const bar = host.append("div").attr("class", "bar");
  const now = bar.append("div").attr("class", "now");
  const button = (text, label, act) => bar.append("button").attr("type", "button")
    .attr("class", "tool").attr("aria-label", label).text(text).on("click", act);
  button("−", "Zoom out", () => scale(2));
  button("+", "Zoom in", () => scale(0.5));
  const reset = button("whole run", "Show the whole run", () => Frame.reset());
  const svg = host.append("svg").attr("tabindex", 0).attr("role", "slider")
    .attr("aria-label", "Part of the run that the charts show. Arrow keys move it, plus and minus "
      + "zoom, zero shows the whole run.")
    .attr("aria-valuemin", 0).attr("aria-valuemax", Data.end);
  const height = Bands.top + 40;
  const brush = d3.brushX().on("brush", brushed).on("end", ended);
  let x = null;
  let brushGroup = null;

  function scale(factor) {
    const [from, to] = Frame.view();
    const middle = (from + to) / 2;
    const half = (to - from) / 2 * factor;
    Frame.zoom(middle - half, middle + half);
  }

  function pan(share) {
    const [from, to] = Frame.view();
    Frame.zoom(from + (to - from) * share, to + (to - from) * share);
  }

  svg.on("keydown", event => {
    const keys = {
      ArrowLeft: () => pan(-0.2), ArrowRight: () => pan(0.2), "+": () => scale(0.5),
      "=": () => scale(0.5), "-": () => scale(2), "0": Frame.reset, Escape: Frame.reset
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  function draw(width) {
    const range = [Frame.left(), width - Frame.right()];
    x = d3.scaleLinear(Frame.whole, range);
    svg.selectAll("*").remove();
    svg.attr("width", width).attr("height", height).attr("viewBox", [0, 0, width, height]);
    const bottom = height - 20;
    const most = d3.max(Data.perSecond[0]) || 1;
    const area = d3.area().curve(d3.curveStepAfter).y0(bottom)
      .x(d => x(d[0])).y1(d => bottom - 24 * d[1] / most);
    const steps = Data.windows.map((w, i) => [w.start, Data.perSecond[0][i]]);
    steps.push([Data.end, steps[steps.length - 1][1]]);
    Axes.time(svg.append("g"), x, range, Bands.top, bottom);
    svg.append("path").attr("class", "silhouette").attr("d", area(steps));
    Bands.draw(svg.append("g"), x, range, bottom, true);
    mark(bottom);
    brush.extent([[range[0], 2], [range[1], bottom]]);
    brushGroup = svg.append("g").call(brush);
  }

  // Where the story is.
  function mark(bottom) {
    if (!Data.story || !Data.story.steps.length) return;
    const at = x(d3.max(Data.story.steps, s => s.start));
    const text = svg.append("text").attr("class", "wrong-mark halo").attr("x", at)
      .attr("y", bottom - 4).attr("text-anchor", "middle").text("✕");
    text.append("title").text("The story");
  }

  function brushed(event) {
    if (event.sourceEvent && event.selection) Frame.zoom(...event.selection.map(x.invert));
  }

  function ended(event) {
    if (event.sourceEvent && !event.selection) Frame.reset();
  }

  function words(t) {
    const [from, to] = Frame.view();
    if (t === null && to - from >= Data.end) {
      return `Drag over ${Frame.narrow() ? "" : "a chart, or "}the strip to look closer.`;
    }
    if (t === null) {
      return `Showing ${Words.moment(from, to - from)} to ${Words.moment(to, to - from)}.`;
    }
    const faults = Bands.at(t).map(f => `${f.label} ${f.kind} ${f.what}`);
    return [Words.moment(t, to - from), ...faults].join(" · ");
  }

  let drawnWidth = 0;
  Frame.listen({
    zoomed([from, to], width) {
      if (width !== drawnWidth) draw(width);
      drawnWidth = width;
      const all = to - from >= Data.end;
      reset.property("disabled", all);
      svg.attr("aria-valuenow", from.toFixed(3))
        .attr("aria-valuetext",
          `${Words.moment(from, to - from)} to ${Words.moment(to, to - from)}`);
      brushGroup.call(brush.move, all ? null : [x(from), x(to)]);
      now.text(words(null));
    },
    pointed: t => now.text(words(t))
  });
})();
