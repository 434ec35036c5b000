/* Shows what goes out of a page beside the fields that make it: asked of the server, which writes the page's head itself,
   so that nothing here can differ from what visitors get. Without this script the fields work as they are. */
(() => {
  const FIELDS = ["title", "slug", "seo_title", "search_description", "introduction", "canonical_url", "noindex", "og_image", "picture"];
  const WAIT = 500; // milliseconds after the last key

  function start(place) {
    const form = place.closest("form");
    if (!form || place.dataset.started) return;
    place.dataset.started = "yes";
    let timer;
    let last = 0;

    // A new page gets its number, and this screen its address, with the first save; the screen itself stays.
    const where = () => {
      const number = location.pathname.match(/\/pages\/(\d+)\/edit\//)?.[1];
      return number ? place.dataset.saved.replace(/\d+\/$/, `${number}/`) : place.dataset.snippet;
    };

    async function ask() {
      const all = new FormData(form);
      const sent = new FormData();
      sent.append("csrfmiddlewaretoken", all.get("csrfmiddlewaretoken") || "");
      for (const name of FIELDS) if (all.has(name)) sent.append(name, all.get(name));
      const turn = ++last;
      try {
        const answer = await fetch(where(), { method: "POST", body: sent, credentials: "same-origin" });
        // An answer that was overtaken by a later one is old.
        if (turn === last && answer.ok && !answer.redirected) place.innerHTML = await answer.text();
      } catch {
        // Offline: the last picture stays.
      }
    }

    const later = (event) => {
      if (event && !FIELDS.includes(event.target?.name)) return;
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    ask();
  }

  const startAll = () => document.querySelectorAll("[data-snippet]").forEach(start);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startAll);
  else startAll();
})();
