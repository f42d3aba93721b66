// Grid lines and their labels. Every label carries its unit.
const Axes = (() => {
  function timeTicks(x, width) {
    const [from, to] = x.domain();
    const count = Math.max(2, Math.floor(width / 84));
    if (to - from < 600) return x.ticks(count).map(t => [t, timeLabel(t, x.ticks(count))]);
    return d3.ticks(from / 60, to / 60, count).map(m => [m * 60, m + " min"]);
  }

  function timeLabel(t, ticks) {
    const step = ticks.length > 1 ? ticks[1] - ticks[0] : 1;
    const places = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    return t.toFixed(places) + " s";
  }

  function time(g, x, range, top, bottom) {
    const ticks = timeTicks(x, range[1] - range[0]);
    g.selectAll(null).data(ticks).join("line").attr("class", "grid")
      .attr("x1", d => x(d[0])).attr("x2", d => x(d[0])).attr("y1", top).attr("y2", bottom);
    g.selectAll(null).data(ticks).join("text").attr("text-anchor", "middle")
      .attr("x", d => Math.max(range[0] + 8, Math.min(range[1] - 6, x(d[0]))))
      .attr("y", bottom + 15).text(d => d[1]);
  }

  function values(g, y, ticks, range, label) {
    g.selectAll(null).data(ticks).join("line").attr("class", t => t === 0 ? "zero" : "grid")
      .attr("x1", range[0]).attr("x2", range[1]).attr("y1", t => y(t)).attr("y2", t => y(t));
    g.selectAll(null).data(ticks).join("text").attr("text-anchor", "end")
      .attr("x", range[0] - 7).attr("y", t => y(t) + 4).text(label);
  }

  // A log scale over the latencies given, from a third of a decade below to one above.
  function latencies(extent, range) {
    const low = Math.max(0.001, (extent[0] || 1) / 1.4);
    const high = Math.max(low * 10, (extent[1] || 10) * 1.4);
    return d3.scaleLog([low, high], range);
  }

  // Powers of ten, and steps between them where there are only one or two.
  function decades(y) {
    const [low, high] = y.domain();
    const steps = high / low > 300 ? [1] : high / low > 30 ? [1, 3] : [1, 2, 5];
    return d3.range(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)))
      .flatMap(e => steps.map(s => s * 10 ** e))
      .filter(v => v >= low && v <= high);
  }

  return { time, values, latencies, decades };
})();
