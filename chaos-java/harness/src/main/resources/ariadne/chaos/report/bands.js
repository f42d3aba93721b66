// Faults, the same in every chart: a wash over their time, and above it a tab with their letter
// and number. The table of faults carries the same letters and numbers.
const Bands = (() => {
  const lanes = Math.min(4, d3.max(Data.faults, f => f.lane + 1) || 0);
  const tabHeight = 13;
  const top = lanes * (tabHeight + 1) + 6;

  const laneOf = f => Math.min(f.lane, lanes - 1);
  const within = (x, range) => Data.faults
    .map(f => ({ f, left: Math.max(range[0], x(f.start)), right: Math.min(range[1], x(f.end)) }))
    .filter(b => x(b.f.end) >= range[0] && x(b.f.start) <= range[1])
    .map(b => ({ ...b, width: Math.max(2, b.right - b.left) }));

  function tabText({ f, width }, named) {
    const long = `${f.label} ${f.kind}`;
    if (named && width > long.length * 5.8 + 8) return long;
    if (width > f.label.length * 6.4 + 3) return f.label;
    return width > 9 ? f.label[0] : "";
  }

  function draw(g, x, range, bottom, named) {
    const bands = within(x, range);
    g.selectAll(null).data(bands).join("rect")
      .attr("class", b => "band " + b.f.colour)
      .attr("x", b => b.left).attr("width", b => b.width)
      .attr("y", b => laneOf(b.f) * (tabHeight + 1) + 4)
      .attr("height", b => bottom - laneOf(b.f) * (tabHeight + 1) - 4);
    const tabs = g.selectAll(null).data(bands).join("g");
    tabs.append("rect")
      .attr("class", b => "tab " + b.f.colour)
      .attr("x", b => b.left).attr("width", b => b.width)
      .attr("y", b => laneOf(b.f) * (tabHeight + 1) + 4).attr("height", tabHeight).attr("rx", 2);
    tabs.append("text")
      .attr("class", b => "tab-text " + b.f.colour)
      .attr("x", b => b.left + (b.width > 24 ? 4 : b.width / 2))
      .attr("text-anchor", b => b.width > 24 ? "start" : "middle")
      .attr("y", b => laneOf(b.f) * (tabHeight + 1) + 14)
      .text(b => tabText(b, named));
    tabs.append("title").text(b => `${b.f.label} ${b.f.kind}: ${b.f.what}`);
  }

  const at = t => Data.faults.filter(f => t >= f.start && t <= f.end);

  // Hatches for what must not be told by colour alone.
  function hatches(svg) {
    const defs = svg.append("defs");
    const kinds = ["info", ...new Set(Data.faults.map(f => f.colour)), "kill", "pause", "other"];
    for (const kind of new Set(kinds)) {
      const pattern = defs.append("pattern").attr("id", "hatch-" + kind)
        .attr("width", 5).attr("height", 5).attr("patternUnits", "userSpaceOnUse")
        .attr("patternTransform", `rotate(${kind === "pause" ? -45 : 45})`);
      pattern.append("rect").attr("class", "hatch-ground").attr("width", 5).attr("height", 5);
      pattern.append("line").attr("class", "hatch " + kind)
        .attr("x1", 1).attr("x2", 1).attr("y1", 0).attr("y2", 5);
    }
  }

  return { top, draw, at, hatches };
})();
