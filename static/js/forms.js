// Only makes forms nicer; every one of them works without it.
const forms = document.querySelectorAll("form[data-form]");

// Questions that do not apply are put away. The server decides on its own which ones it takes.
function conditions(form) {
  if (document.querySelector("[data-preview-all]")) return; // an editor looks at every question
  const fields = [...form.querySelectorAll("[data-show-if]")];
  const given = (key) => {
    const inputs = [...form.querySelectorAll(`[name="${key}"]`)].filter((i) => !i.closest("[data-show-if][hidden]"));
    return inputs.flatMap((i) => (/radio|checkbox/.test(i.type) ? (i.checked ? [i.value] : []) : i.value ? [i.value] : []));
  };
  const holds = (key, lines) => {
    // What hangs on an earlier page of the form was asked, or it would not be here.
    if (!key || !form.querySelector(`[name="${key}"]`)) return true;
    const codes = lines.split("\n").filter(Boolean);
    const answers = given(key);
    return codes.length ? answers.some((a) => codes.includes(a)) : answers.length > 0;
  };
  const update = () => {
    for (const field of fields) {
      const { showIf, showCodes, alsoIf, alsoCodes } = field.dataset;
      field.hidden = !(holds(showIf, showCodes) && holds(alsoIf, alsoCodes));
    }
  };
  for (const line of form.querySelectorAll(".c-field__if")) line.hidden = true;
  form.addEventListener("change", update);
  form.addEventListener("input", update);
  update();
}

function limits(form) {
  for (const area of form.querySelectorAll("[data-limit]")) {
    const line = area.parentElement.querySelector(".c-field__limit");
    if (!line) continue;
    const show = () => { line.textContent = `${area.dataset.limit - area.value.length} ${area.dataset.limitWords}`; };
    area.addEventListener("input", show);
    if (area.value) show();
  }
}

// A second press while the first is under way does nothing. The server would see one request anyway.
function once(form) {
  let until = 0;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (Date.now() < until) event.preventDefault();
    else until = Date.now() + 8000;
  });
  // Back may show the page as it was left (back/forward cache): what was not sent yet is still there, but of what
  // was sent only the server knows whether it may be seen. Screens with a step hold what was sent before.
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted && (until || /[?&]step=/.test(location.search))) location.reload();
    until = 0;
  });
}

for (const form of forms) { conditions(form); limits(form); once(form); }
(document.querySelector(".c-form-errors, .c-form-problem"))?.focus();

/* A link of the error summary shows the question as well as its field. */
document.addEventListener("click", (event) => {
	const link = event.target.closest(".c-form-errors a[href^='#']");
	const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
	const whole = field?.closest(".c-field");
	if (!whole) return;
	event.preventDefault();
	field.focus({ preventScroll: true });
	whole.scrollIntoView({ block: "start" });
	history.replaceState(history.state, "", link.hash);
});
