// The counterexample drawn: a lane for each client, a bar from sending to answer, and the arrow
// that cannot be.
const Story = (() => {
  const host = d3.select("#story");
  const story = Data.story;

  // Order must be seen even where a millisecond stands beside a minute: each stretch between two
  // events gets some room, and the rest by the root of its length if lengths differ too much.
  function stretched(steps, range) {
    const times = [...new Set(steps.flatMap(s => s.end === null ? [s.start] : [s.start, s.end]))]
      .sort(d3.ascending);
    const lengths = d3.pairs(times, (a, b) => b - a);
    const uneven = d3.max(lengths) > 12 * d3.min(lengths);
    const weights = lengths.map(l => uneven ? Math.sqrt(l) : l);
    const room = range[1] - range[0];
    const least = uneven ? Math.min(30, room / 2 / lengths.length) : 0;
    const rest = (room - least * lengths.length) / (d3.sum(weights) || 1);
    const places = [range[0], ...d3.cumsum(weights, w => least + w * rest)
      .map(v => range[0] + v)];
    return { times, uneven, x: d3.scaleLinear(times, places) };
  }

  function draw() {
    if (!story || !story.steps.length) return;
    const width = host.node().clientWidth;
    const narrow = width < 560;
    const row = 58;
    const open = story.steps.some(s => s.end === null);
    const range = [narrow ? 4 : 92, width - (open ? 60 : 14)];
    const { times, uneven, x } = stretched(story.steps, range);
    const rows = lanes(x, narrow);
    const height = rows.length * row + 46;
    const y = s => rows.findIndex(steps => steps.includes(s)) * row + 34;
    host.selectAll("*").remove();
    const svg = host.append("svg").attr("width", width).attr("height", height)
      .attr("viewBox", [0, 0, width, height]).attr("role", "img").attr("aria-label", aloud());
    falls(svg, times, x, rows.length * row + 16);
    if (!narrow) {
      svg.selectAll(null).data(rows).join("text").attr("class", "client").attr("x", 0)
        .attr("y", steps => y(steps[0]) + 5).text(steps => "client " + steps[0].client);
    }
    bars(svg, x, y, width, narrow);
    arrows(svg, x, y);
    document.getElementById("story-scale").textContent = uneven
      ? "Time is stretched unevenly so that the order can be seen; the figures are exact."
      : "Drawn to scale.";
  }

  // A lane for each client, or for each step where the words of one client would overlap.
  function lanes(x, narrow) {
    const steps = [...story.steps].sort((a, b) => a.start - b.start);
    const clients = [...d3.group(steps, s => s.client).values()];
    const crowded = clients.some(own => d3.pairs(own).some(([a, b]) =>
      x(b.start) - x(a.start) < (a.text.length + a.node.length + 14) * 7.5));
    return narrow || crowded ? steps.map(s => [s]) : clients;
  }

  function aloud() {
    return [...story.steps].sort((a, b) => a.start - b.start)
      .map(s => `client ${s.client}: ${s.text}, ${Words.outcomes[s.outcome]}`).join("; ");
  }

  function falls(svg, times, x, bottom) {
    svg.selectAll(null).data(times).join("line").attr("class", "fall")
      .attr("x1", t => x(t)).attr("x2", t => x(t)).attr("y1", 8).attr("y2", bottom);
    let free = -Infinity;
    times.forEach((t, i) => {
      const text = i === 0 ? t.toFixed(3) + " s" : "+" + Words.latency((t - times[0]) * 1000);
      const half = text.length * 3.5;
      const middle = i === 0 ? x(t) + half - 2 : Math.min(x(t), svg.attr("width") - half);
      if (middle - half < free) return;
      free = middle + half + 8;
      svg.append("text").attr("x", middle).attr("y", bottom + 16)
        .attr("text-anchor", "middle").text(text);
    });
  }

  function bars(svg, x, y, width, narrow) {
    const ends = story.arrows.map(a => a.to);
    const wrong = new Set([ends[d3.maxIndex(ends, to => story.steps[to].start)]]);
    story.steps.forEach((s, i) => {
      const end = s.end === null ? width + 6 : x(s.end);
      const g = svg.append("g").attr("class", "step " + Words.classes[s.outcome])
        .classed("wrong", wrong.has(i));
      g.append("rect").attr("x", x(s.start)).attr("width", Math.max(3, end - x(s.start)))
        .attr("y", y(s) - 6).attr("height", 16).attr("rx", 3);
      const text = g.append("text").attr("class", "halo").attr("y", y(s) - 13);
      const mark = wrong.has(i) ? "✕ " : ["", "refused: ", "unknown: "][s.outcome];
      text.append("tspan").text((narrow ? `client ${s.client}: ` : "") + mark + s.text);
      if (s.node) text.append("tspan").attr("class", "by").text(`, by ${s.node}`);
      const room = text.node().getComputedTextLength();
      text.attr("x", Math.max(0, Math.min(x(s.start), width - room - 4)));
      g.append("title").text(`${s.text}, ${Words.outcomes[s.outcome]}`);
    });
  }

  // Where the arrow passes a height: beside the words of a step there is room for its own.
  function along(x1, y1, x2, y2, bend, py) {
    if (y1 === y2) return (x1 + x2) / 2;
    const share = (py - y1) / (y2 - y1);
    const t = d3.bisector(u => u * u * (3 - 2 * u)).left(d3.range(0, 1, 0.01), share) / 100;
    const rest = 1 - t;
    return rest ** 3 * x1 + 3 * rest * rest * t * (x1 + bend) + 3 * rest * t * t * (x2 - bend)
      + t ** 3 * x2;
  }

  function arrows(svg, x, y) {
    for (const { from, to } of story.arrows) {
      const a = story.steps[from];
      const b = story.steps[to];
      if (a.end === null) continue;
      const [x1, y1, x2, y2] = [x(a.end), y(a) + 2, x(b.start) - 2, y(b) + 2];
      const bend = Math.max(14, Math.abs(x2 - x1) / 2);
      svg.append("path").attr("class", "arrow")
        .attr("d", `M${x1},${y1}C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2 - 6},${y2}`);
      svg.append("path").attr("class", "arrowhead")
        .attr("d", `M${x2},${y2}l-9,-4.500v9z`);
      const text = Words.latency((b.start - a.end) * 1000) + " later";
      const half = text.length * 3.5 + 7;
      const py = y2 < y1 ? y2 + 22 : y1 + 22;
      const middle = along(x1, y1, x2, y2, bend, py);
      const px = Math.max(half, Math.min(svg.attr("width") - half, middle));
      const pill = svg.append("g").attr("transform", `translate(${px},${py})`);
      pill.append("rect").attr("class", "pill").attr("x", -half).attr("width", 2 * half)
        .attr("y", -9).attr("height", 18).attr("rx", 9);
      pill.append("text").attr("class", "pill-text").attr("text-anchor", "middle").attr("y", 4)
        .text(text);
    }
  }

  return { draw };
})();
