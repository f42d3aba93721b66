// Legend, first drawing, and what the words on the page can do.
(() => {
  const legend = d3.select("#legend");
  Words.outcomes.forEach((word, i) => {
    const entry = legend.append("span");
    entry.append("i").attr("class", "shape " + Words.classes[i]).attr("aria-hidden", "true");
    entry.append("span").text(word);
  });
  const kinds = d3.group(Data.faults, f => f.kind);
  for (const [kind, faults] of kinds) {
    const entry = legend.append("span");
    entry.append("i").attr("class", "letter " + faults[0].colour).attr("aria-hidden", "true")
      .style("font-style", "normal").text(faults[0].label.replace(/\d+$/, ""));
    entry.append("span").text(kind);
  }

  Story.draw();
  Frame.redraw();
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    Story.draw();
    Frame.soon();
  });

  d3.selectAll("button.badge").on("click", event => {
    const start = event.currentTarget.dataset.start / 1e6;
    const end = event.currentTarget.dataset.end / 1e6;
    const margin = Math.max((end - start) * 0.4, 0.2);
    Frame.zoom(start - margin, end + margin);
    document.getElementById("the-run").scrollIntoView();
  });
  d3.selectAll("button.copy").on("click", async event => {
    const button = event.currentTarget;
    const code = button.previousElementSibling;
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "copied";
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = "selected";
    }
  });
  document.body.dataset.ready = "true";
})();
