// A lane for each node: who led under which ballot, who was down and why.
(() => {
  const lane = 25;
  const nodes = [...new Set([...Data.nodes, ...Data.led.map(l => l.node),
    ...Data.down.map(d => d.node)])];
  if (!Data.led.length && !Data.down.length) return;

  const middle = (node, size) => size.top + 6 + nodes.indexOf(node) * lane + lane / 2;

  function draw(g, x, size, clip) {
    g.selectAll(null).data(nodes).join("line").attr("class", "grid")
      .attr("x1", size.range[0]).attr("x2", size.range[1])
      .attr("y1", n => middle(n, size)).attr("y2", n => middle(n, size));
    g.selectAll(null).data(nodes).join("text").attr("class", "ink").attr("text-anchor", "end")
      .attr("x", size.range[0] - 7).attr("y", n => middle(n, size) + 4).text(n => n);
    const inner = g.append("g").attr("clip-path", clip);
    const seen = s => x(s.end) >= size.range[0] && x(s.start) <= size.range[1];
    const left = s => Math.max(size.range[0], x(s.start));
    const width = s => Math.max(2, Math.min(size.range[1], x(s.end)) - left(s));
    leads(inner, Data.led.filter(seen), left, width, s => middle(s.node, size));
    downs(inner, Data.down.filter(seen), left, width, s => middle(s.node, size));
  }

  function leads(g, spans, left, width, y) {
    const groups = g.selectAll(null).data(spans).join("g");
    groups.append("rect").attr("class", "lead").attr("rx", 2).attr("height", 16)
      .attr("x", left).attr("width", width).attr("y", s => y(s) - 8);
    groups.append("text").attr("class", "lead-text").attr("x", s => left(s) + 5)
      .attr("y", s => y(s) + 4)
      .text(s => [`leads ${s.ballot}`, s.ballot, ""].find(t => width(s) > t.length * 6 + 8) || "");
  }

  function downs(g, spans, left, width, y) {
    const known = ["partition", "kill", "pause", "clock", "loss", "disk", "membership"];
    const colour = s => known.includes(s.why) ? s.why : "other";
    const hatch = s => ["kill", "pause"].includes(s.why) ? s.why : "other";
    const groups = g.selectAll(null).data(spans).join("g");
    groups.append("rect").attr("class", s => "down " + colour(s)).attr("rx", 2)
      .attr("fill", s => `url(#hatch-${hatch(s)})`).attr("height", 14)
      .attr("x", left).attr("width", width).attr("y", s => y(s) - 7);
    groups.filter(s => width(s) > 12).append("text").attr("class", "down-text halo")
      .attr("x", s => left(s) + width(s) / 2).attr("text-anchor", "middle")
      .attr("y", s => y(s) + 4).text(s => s.letter);
    groups.append("title").text(s => `${s.node} down: ${s.why}`);
  }

  function read(t) {
    const at = s => t >= s.start && t <= s.end;
    const leaders = Data.led.filter(at).map(l => `${l.node} leads, ballot ${l.ballot}`);
    const downs = Data.down.filter(at).map(d => `${d.node} down (${d.why})`);
    return [leaders.join(", ") || "nobody leads", ...downs].join(" · ");
  }

  Frame.add({
    id: "nodes",
    title: "Who led, who was down",
    note: "solid: led, with its ballot; hatched: down",
    label: `Who led and who was down over time. ${Data.led.length} leaderships, `
      + `${Data.down.length} times a node was down.`,
    height: () => Bands.top + 12 + nodes.length * lane + 22,
    draw,
    read
  });
})();
