// How long clients waited, window by window.
(() => {
  const middles = Data.windows.map(w => (w.start + w.end) / 2);
  const lines = [["p50", Data.p50], ["p95", Data.p95], ["p99", Data.p99]];
  const extent = d3.extent([...Data.p50, ...Data.p99].filter(v => v !== null));

  function draw(g, x, size, clip) {
    const y = Axes.latencies(extent, [size.bottom, size.top + 6]);
    Axes.values(g, y, Axes.decades(y), size.range, Words.latency);
    const inner = g.append("g").attr("clip-path", clip);
    const has = (_, i) => Data.p50[i] !== null;
    inner.append("path").attr("class", "spread").attr("d", d3.area().defined(has)
      .x((_, i) => x(middles[i])).y0((_, i) => y(Data.p50[i])).y1((_, i) => y(Data.p99[i]))(
      middles));
    for (const [name, values] of lines) {
      inner.append("path").attr("class", "quantile " + name).attr("d", d3.line().defined(has)
        .x((_, i) => x(middles[i])).y(v => y(v))(values));
    }
    names(g, y, x, size);
  }

  // Each line says its name at its right end, apart from the others.
  function names(g, y, x, size) {
    let last = Data.windowAt(x.domain()[1] - 1e-9);
    while (last > 0 && Data.p50[last] === null) last--;
    if (Data.p50[last] === null) return;
    const narrow = Frame.narrow();
    let below = size.bottom + 12;
    for (const [name, values] of lines) {
      below = Math.min(y(values[last]) + 4, below - 12);
      g.append("text").attr("class", "halo ink").attr("y", below)
        .attr("x", size.range[1] + (narrow ? -3 : 6))
        .attr("text-anchor", narrow ? "end" : "start").text(name);
    }
  }

  function read(t) {
    const w = Data.windowAt(t);
    if (Data.p50[w] === null) return "nothing was asked";
    return lines.map(([name, values]) => `${name} ${Words.latency(values[w])}`).join(" · ");
  }

  Frame.add({
    id: "quantiles",
    title: "How long clients waited",
    note: `quantiles per ${Words.latency(Data.windowWidth * 1000)}, log scale`,
    label: "Median, 95th and 99th percentile of latency over time, whatever the outcome.",
    height: width => Bands.top + (width < 560 ? 140 : 160),
    draw,
    read
  });
})();
