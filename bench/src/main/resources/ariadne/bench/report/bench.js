const rows = JSON.parse(document.getElementById("data").textContent);
const OURS = "ariadne";
const LIMIT = "bare";
const closed = rows.filter(row => row.outstanding > 0);
const size = { width: 520, height: 300, top: 10, right: 92, bottom: 42, left: 62 };

function short(number) {
  return number >= 1e6 ? d3.format("~s")(number) : d3.format(",")(number);
}

function micros(number) {
  return number >= 1e6 ? `${number / 1e6} s` : number >= 1e3 ? `${number / 1e3} ms` : `${number} µs`;
}

/* Labels at the ends of the lines, moved apart where they would overlap. */
function apart(ends) {
  ends.sort((a, b) => a.y - b.y);
  for (let i = 1; i < ends.length; i++) {
    ends[i].y = Math.max(ends[i].y, ends[i - 1].y + 14);
  }
  const over = ends.length ? ends[ends.length - 1].y - (size.height - size.bottom) : 0;
  if (over > 0) {
    ends.forEach(end => { end.y -= over; });
  }
  return ends;
}

function panel(op, field, title, unit, format) {
  const mine = closed.filter(row => row.op === op && row[field] > 0);
  const loads = [...new Set(mine.map(row => row.outstanding))].sort(d3.ascending);
  if (!loads.length) {
    return;
  }
  const figure = d3.select("#bench-charts").append("figure").attr("class", "panel card");
  figure.append("figcaption").html(`${op} <span>${title}</span>`);
  const svg = figure.append("svg").attr("viewBox", `0 0 ${size.width} ${size.height}`)
    .attr("role", "img").attr("aria-label", `${op}, ${title}; the table below has the figures`);
  const x = d3.scalePoint(loads, [size.left, size.width - size.right]).padding(.12);
  const y = d3.scaleLog(d3.extent(mine, row => row[field]),
    [size.height - size.bottom, size.top]).nice();
  const powers = y.ticks().filter(tick => Number.isInteger(Math.log10(tick) + 1e-9)
    || Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-9);
  for (const tick of powers) {
    svg.append("line").attr("class", "grid").attr("x1", size.left)
      .attr("x2", size.width - size.right).attr("y1", y(tick)).attr("y2", y(tick));
    svg.append("text").attr("x", size.left - 8).attr("y", y(tick) + 4)
      .attr("text-anchor", "end").text(format(tick));
  }
  for (const load of loads) {
    svg.append("text").attr("x", x(load)).attr("y", size.height - size.bottom + 18)
      .attr("text-anchor", "middle").text(short(load));
  }
  svg.append("text").attr("x", (size.left + size.width - size.right) / 2)
    .attr("y", size.height - 6).attr("text-anchor", "middle").text("operations outstanding");
  const ends = [];
  for (const [peer, of] of d3.group(mine, row => row.peer)) {
    of.sort((a, b) => a.outstanding - b.outstanding);
    const kind = peer === OURS ? "series ours" : peer === LIMIT ? "series bare" : "series";
    const group = svg.append("g").attr("class", kind);
    group.append("path").attr("d", d3.line(row => x(row.outstanding), row => y(row[field]))(of));
    group.selectAll("circle").data(of).join("circle").attr("r", 3.5)
      .attr("cx", row => x(row.outstanding)).attr("cy", row => y(row[field]))
      .append("title").text(row => `${peer}, ${row.outstanding} outstanding: `
        + `${format(row[field])} ${unit}`);
    const last = of[of.length - 1];
    ends.push({ group, peer, x: x(last.outstanding) + 9, y: y(last[field]) });
  }
  for (const end of apart(ends)) {
    end.group.append("text").attr("x", end.x).attr("y", end.y + 4).text(end.peer);
  }
}

for (const op of [...new Set(closed.map(row => row.op))]) {
  panel(op, "ops_per_s", "operations a second, more is better", "ops/s", short);
  panel(op, "p99_us", "99 % are answered within, less is better", "", micros);
}

/* One sentence for each op, at the greatest load that was run. */
const said = [...new Set(closed.map(row => row.op))].map(op => {
  const most = d3.max(closed.filter(row => row.op === op), row => row.outstanding);
  const there = closed.filter(row => row.op === op && row.outstanding === most);
  const others = there.filter(row => row.peer !== OURS && !row.peer.startsWith(LIMIT) && row.ratio)
    .map(row => `${d3.format(".3~r")(row.ratio)} times ${row.peer}`);
  const limit = there.find(row => row.peer === LIMIT && row.ratio);
  const share = limit ? [`${d3.format(".0%")(limit.ratio)} of the bare pipeline`] : [];
  const list = [...others, ...share];
  return list.length ? `${op} with ${short(most)} outstanding: ${list.join(", ")}.` : "";
}).join(" ");
document.getElementById("said").textContent = said;
