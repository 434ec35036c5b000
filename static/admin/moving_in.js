// Asks every two seconds how far the import is; without scripts a link does so.
const panel = document.querySelector("[data-moving-in]");
const look = async () => {
  try {
    const answer = await fetch(panel.dataset.movingIn, { headers: { Accept: "application/json" } });
    if (answer.ok) {
      const { active, percent, text } = await answer.json();
      if (!active) return window.location.reload();
      const said = panel.querySelector("[role=status]");
      if (said.textContent !== text) said.textContent = text;
      panel.querySelector("progress").value = percent;
    }
  } catch { /* The server is away for a moment; the next look tells. */ }
  setTimeout(look, 2000);
};
if (panel) setTimeout(look, 2000);
