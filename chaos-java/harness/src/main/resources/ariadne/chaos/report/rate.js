// What came back each second: successes upwards, what was refused or unknown downwards on a scale
// of its own, because a handful of them would vanish beside thousands.
(() => {
  const [ok, fail, info] = Data.perSecond;
  const most = d3.max(ok) || 1;
  const mostElse = d3.max(ok, (_, i) => fail[i] + info[i]) || 0;

  function steps(values) {
    const list = Data.windows.map((w, i) => [w.start, values[i]]);
    list.push([Data.end, values[values.length - 1]]);
    return list;
  }

  function draw(g, x, size, clip) {
    const middle = mostElse > 0 ? size.bottom - 48 : size.bottom;
    const up = d3.scaleLinear([0, most], [middle, size.top + 8]).nice(3);
    const inner = g.append("g").attr("clip-path", clip);
    inner.append("path").attr("class", "rate ok").attr("d", d3.area().curve(d3.curveStepAfter)
      .x(d => x(d[0])).y0(middle).y1(d => up(d[1]))(steps(ok)));
    if (mostElse > 0) {
      const down = d3.scaleLinear([0, mostElse], [middle, size.bottom - 2]);
      bars(inner, x, fail, () => 0, down, "fail");
      bars(inner, x, info, i => fail[i], down, "info");
      const tick = d3.ticks(0, mostElse, 1).filter(t => t > 0).pop() || mostElse;
      Axes.values(g, down, [tick], size.range, t => Words.rate(t) + " /s");
    }
    const ticks = up.ticks((middle - size.top) / 36);
    Axes.values(g, up, ticks, size.range, t => t === 0 ? "0" : Words.rate(t) + " /s");
    silence(inner, x, middle - 9);
  }

  function bars(g, x, values, base, down, name) {
    const all = d3.range(values.length).filter(i => values[i] > 0);
    g.selectAll(null).data(all).join("rect").attr("class", "rate " + name)
      .attr("x", i => x(Data.windows[i].start) + 0.5)
      .attr("width", i => Math.max(1, x(Data.windows[i].end) - x(Data.windows[i].start) - 1))
      .attr("y", i => down(base(i)))
      .attr("height", i => Math.max(1, down(base(i) + values[i]) - down(base(i))));
  }

  function silence(g, x, y) {
    const { start, end } = Data.silence;
    const [from, to] = x.domain();
    if (end - start < Data.end / 300 || end < from || start > to) return;
    g.append("path").attr("class", "silence")
      .attr("d", `M${x(start)},${y - 4}v8M${x(start)},${y}H${x(end)}M${x(end)},${y - 4}v8`);
    const right = x(end) + 230 > x.range()[1];
    g.append("text").attr("class", "halo ink").attr("y", y + 4)
      .attr("x", right ? x(start) - 6 : x(end) + 6).attr("text-anchor", right ? "end" : "start")
      .text(`${Words.latency((end - start) * 1000)} without success`);
  }

  Frame.add({
    id: "rate",
    title: "Answers a second",
    note: mostElse > 0 ? "ok upwards; refused and unknown downwards, on their own scale" : "ok",
    label: `Answers a second over time. At most ${Words.rate(most)} ok, and `
      + `${Words.rate(mostElse)} refused or unknown.`,
    height: width => Bands.top + (width < 560 ? 140 : 170),
    draw,
    read(t) {
      const w = Data.windowAt(t);
      return `${Words.rate(ok[w])} ok · ${Words.rate(fail[w])} refused · `
        + `${Words.rate(info[w])} unknown a second`;
    }
  });
})();
