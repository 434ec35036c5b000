/* Clinic settings, 'Look': the color of buttons is picked as well as typed, and the server tells at once whether it
   can be read. Without this script it is typed and checked when it is saved. */
(() => {
  const WAIT = 300; // milliseconds after the last move within the picker

  function start() {
    const field = document.querySelector("[data-clinic-accent]");
    if (!field) return;
    const palette = document.getElementById("id_palette");
    const picker = Object.assign(document.createElement("input"), { type: "color", className: "clinic-accent" });
    picker.setAttribute("aria-label", field.dataset.pick);
    const said = Object.assign(document.createElement("p"), { className: "help clinic-accent-said" });
    said.setAttribute("role", "status");
    const take = Object.assign(document.createElement("button"), {
      type: "button", className: "button button-small button-secondary", hidden: true,
    });
    field.after(picker, said, take);
    let asked = 0;
    let waiting = 0;

    async function check() {
      asked += 1;
      const mine = asked;
      const query = new URLSearchParams({ accent: field.value, palette: palette?.value ?? "" });
      const answer = await fetch(`${field.dataset.clinicAccent}?${query}`, { credentials: "same-origin" }).catch(() => null);
      if (mine !== asked || !answer?.ok) return;
      const found = await answer.json();
      said.textContent = found.said;
      take.hidden = !found.nearest;
      take.textContent = found.take;
      take.value = found.nearest;
      if (found.color && document.activeElement !== picker) picker.value = found.color;
    }

    function checkSoon() {
      clearTimeout(waiting);
      waiting = setTimeout(check, WAIT);
    }

    /** Enter a color as if it had been typed, so that the preview follows. */
    function enter(color) {
      field.value = color;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }

    picker.addEventListener("input", () => enter(picker.value));
    take.addEventListener("click", () => {
      enter(take.value);
      field.focus();
    });
    field.addEventListener("input", checkSoon);
    palette?.addEventListener("change", check);
    check();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
