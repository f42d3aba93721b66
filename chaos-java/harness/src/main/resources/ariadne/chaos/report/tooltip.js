// One tooltip for all charts. It takes lines of text, the first one bold.
const Tooltip = (() => {
  const box = document.getElementById("tooltip");

  function show(event, lines) {
    box.replaceChildren(...lines.filter(l => l).map((line, i) => {
      const element = document.createElement(i === 0 ? "b" : "div");
      element.textContent = line;
      return element;
    }));
    box.hidden = false;
    const room = box.getBoundingClientRect();
    const left = event.clientX + 16 + room.width > innerWidth
      ? event.clientX - 16 - room.width : event.clientX + 16;
    const top = event.clientY + 16 + room.height > innerHeight
      ? event.clientY - 16 - room.height : event.clientY + 16;
    box.style.transform = `translate(${Math.max(6, left)}px, ${Math.max(6, top)}px)`;
  }

  function hide() {
    box.hidden = true;
  }

  function operation(o) {
    const where = [o.node && "asked " + o.node, o.position && "position " + o.position];
    const like = o.standsFor > 1 ? `stands for about ${o.standsFor} operations` : "";
    return [
      Words.operation(o),
      Words.outcomes[o.outcome]
        + (o.returned ? " after " + Words.latency(o.took) : ", no answer came"),
      `sent at ${Words.moment(o.start, 1)} by client ${o.client}`
        + (o.client === o.process ? "" : ` (process ${o.process})`),
      where.filter(w => w).join(", "),
      o.error,
      like
    ];
  }

  return { show, hide, operation };
})();
