// Every operation as a point: where it stands is when it was sent and how long it took, its shape
// is how it ended.
(() => {
  const stray = 12;
  const extent = d3.extent(Data.points, p => Math.max(p.took, 0.001));
  let tree = null;

  const shapes = [
    (px, py) => `M${px},${py}h0`,
    (px, py) => `M${px - 2.2},${py - 2.2}l4.4,4.4m0,-4.4l-4.4,4.4`,
    (px, py) => `M${px},${py - 3.6}l3.4,6h-6.8z`
  ];
  // How dark a point is says how many it stands for.
  const layers = [
    { outcome: 0, name: "ok", holds: p => p.standsFor < 3 },
    { outcome: 0, name: "ok some", holds: p => p.standsFor >= 3 && p.standsFor < 12 },
    { outcome: 0, name: "ok many", holds: p => p.standsFor >= 12 },
    { outcome: 1, name: "fail", holds: () => true },
    { outcome: 2, name: "info", holds: () => true }
  ];

  function draw(g, x, size, clip) {
    const y = Axes.latencies(extent, [size.bottom, size.top + 6]);
    Axes.values(g, y, Axes.decades(y), size.range, Words.latency);
    const [from, to] = x.domain();
    const seen = Data.points.filter(p => p.start >= from && p.start <= to);
    seen.forEach(p => { p.px = x(p.start); p.py = y(Math.max(p.took, 0.001)); });
    const inner = g.append("g").attr("clip-path", clip);
    for (const layer of layers) {
      const d = seen.filter(p => p.outcome === layer.outcome && layer.holds(p))
        .map(p => shapes[p.outcome](+p.px.toFixed(1), +p.py.toFixed(1))).join("");
      if (d) inner.append("path").attr("class", "points " + layer.name).attr("d", d);
    }
    tree = d3.quadtree(seen, p => p.px, p => p.py);
    g.append("circle").attr("class", "ring").attr("r", 6).attr("visibility", "hidden");
  }

  function hover(event, px, py) {
    const near = tree.find(px, py, stray);
    const ring = this.svg.select(".ring");
    if (!near) {
      ring.attr("visibility", "hidden");
      Tooltip.hide();
      return;
    }
    ring.attr("visibility", null).attr("cx", near.px).attr("cy", near.py);
    Tooltip.show(event, Tooltip.operation(near));
  }

  const drawn = Data.points.length;
  Frame.add({
    id: "latency",
    title: "Latency of each operation",
    note: "log scale",
    label: `Latency of each operation over time, on a log scale. ${Words.whole(Data.allPoints)} `
      + `operations between ${Words.latency(extent[0] || 0)} and ${Words.latency(extent[1] || 0)}.`,
    height: width => width < 560 ? 250 : 300,
    draw,
    hover,
    read: t => Words.moment(t, Frame.view()[1] - Frame.view()[0]),
    rest: () => drawn === Data.allPoints ? `${Words.whole(drawn)} operations`
      : `${Words.whole(drawn)} points drawn for ${Words.whole(Data.allPoints)} operations`
  });
})();
