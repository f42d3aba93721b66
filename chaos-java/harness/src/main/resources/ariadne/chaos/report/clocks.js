// A lane for each node whose clock was wrong, each on its own scale: a jump of a minute would
// flatten the drift of a neighbour.
(() => {
  const lane = 46;
  const noise = 1;
  const most = c => d3.max(c.samples, s => Math.abs(s.millis)) || 0;
  const moved = Data.clocks.filter(c => most(c) >= noise);
  const still = Data.clocks.filter(c => most(c) < noise);
  if (!moved.length) return;

  function draw(g, x, size, clip) {
    const inner = g.append("g").attr("clip-path", clip);
    moved.forEach((clock, i) => {
      const top = size.top + 8 + i * lane;
      const reach = d3.extent([0, ...clock.samples.map(s => s.millis)]);
      const y = d3.scaleLinear(reach, [top + lane - 10, top]);
      Axes.values(g, y, [0], size.range, () => "");
      g.append("text").attr("class", "ink").attr("text-anchor", "end")
        .attr("x", size.range[0] - 7).attr("y", y(0) + 4).text(clock.node);
      const line = d3.line().x(s => x(s.time)).y(s => y(s.millis));
      const area = d3.area().x(s => x(s.time)).y0(y(0)).y1(s => y(s.millis));
      inner.append("path").attr("class", "offset-area").attr("d", area(clock.samples));
      inner.append("path").attr("class", "offset").attr("d", line(clock.samples));
      peak(inner, clock, x, y);
    });
  }

  function peak(g, clock, x, y) {
    const [from, to] = x.domain();
    const seen = clock.samples.filter(s => s.time >= from && s.time <= to);
    const reach = d3.max(seen, s => Math.abs(s.millis)) || 0;
    if (reach < noise) return;
    const top = seen.findLast(s => Math.abs(s.millis) >= reach * 0.98);
    const end = x(top.time) > x.range()[1] - 70;
    g.append("text").attr("class", "halo ink").attr("text-anchor", end ? "end" : "start")
      .attr("x", x(top.time) + (end ? -5 : 5)).attr("y", y(top.millis) + (top.millis > 0 ? 10 : -2))
      .text(Words.offset(top.millis));
  }

  function offset(clock, t) {
    const i = d3.bisector(s => s.time).right(clock.samples, t);
    const before = clock.samples[i - 1];
    const after = clock.samples[i];
    if (!before || !after) return (before || after).millis;
    const share = (t - before.time) / (after.time - before.time || 1);
    return before.millis + (after.millis - before.millis) * share;
  }

  const others = still.length ? `${still.map(c => c.node).join(", ")} never off by ${noise} ms`
    : "";
  Frame.add({
    id: "clocks",
    title: "How wrong the clocks were",
    note: "each node on its own scale",
    label: "Offset of each node's clock over time. "
      + moved.map(c => `${c.node} up to ${Words.latency(most(c))}`).join(", "),
    height: () => Bands.top + 12 + moved.length * lane + 22,
    draw,
    read: t => moved.map(c => `${c.node} ${Words.offset(offset(c, t))}`).join(" · "),
    rest: () => others
  });
})();
