/* The questions of a form in the editor: conditions are chosen, not typed; only what a kind needs is shown; each
   question can be told apart when it is folded. Without this script the fields work as they are. */
(() => {
  const words = document.currentScript.dataset;
  const ROW = "[data-inline-panel-child][id^='inline_child_form_fields-']";

  const part = (row, name) => row.querySelector(`[name^='form_fields-'][name$='-${name}']`);
  const kindOf = (row) => part(row, "field_type")?.selectedOptions[0];
  const plain = (text) => text.trim().replace(/\s+/g, " ").replace(/[ .:?]+$/, "").toLowerCase();
  const box = (field) => field?.closest(".w-panel__wrapper") ?? null;

  function listRows() {
    const order = (row) => Number(part(row, "ORDER")?.value || 0);
    return [...document.querySelectorAll(ROW)]
      .filter((row) => part(row, "label") && !part(row, "DELETE")?.value)
      .sort((one, other) => order(one) - order(other));
  }

  /** The answers that another question can wait for; null where they are known to the server alone. */
  function answersOf(row) {
    const kind = kindOf(row);
    if (!kind || kind.value === "location") return null;
    if ("own" in kind.dataset) {
      const lines = part(row, "choices").value.split("\n").map((line) => line.trim().replace(/,+$/, "").trim());
      return [...new Set(lines.filter(Boolean))];
    }
    return JSON.parse(kind.dataset.answers || "[]");
  }

  /** Put a list in the place of a field that is typed; the field itself stays, hidden, and is what is sent. */
  function listFor(field) {
    if (field.clinicList) return field.clinicList;
    const list = document.createElement("select");
    list.id = `${field.id}-list`;
    list.setAttribute("aria-describedby", field.getAttribute("aria-describedby") || "");
    const label = document.querySelector(`label[for='${CSS.escape(field.id)}']`);
    if (label) label.htmlFor = list.id;
    field.after(list);
    list.addEventListener("change", () => {
      field.value = list.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    field.clinicList = list;
    return list;
  }

  function fill(field, texts, none, stranger) {
    const list = listFor(field);
    const found = texts.find((text) => plain(text) === plain(field.value));
    const options = [["", none], ...texts.map((text) => [text, text])];
    if (field.value && found === undefined) options.push([field.value, stranger.replace("%s", field.value)]);
    const made = options.map(([value, text]) => new Option(text, value));
    if (list.options.length !== made.length || made.some((each, at) => each.text !== list.options[at].text)) {
      list.replaceChildren(...made);
    }
    list.value = found ?? field.value;
    field.hidden = true;
    list.hidden = false;
  }

  function leaveTyped(field) {
    if (field.clinicList) field.clinicList.hidden = true;
    field.hidden = false;
  }

  function updateCondition(row, earlier) {
    const question = part(row, "show_if");
    const answer = part(row, "show_if_answer");
    if (!question || !answer) return;
    const labels = earlier.map((each) => part(each, "label").value.trim()).filter(Boolean);
    fill(question, labels, words.always, words.gone);
    const parent = earlier.find((each) => plain(part(each, "label").value) === plain(question.value));
    const texts = parent ? answersOf(parent) : [];
    if (texts === null) leaveTyped(answer);
    else fill(answer, texts, words.any, words.gone);
    const place = box(answer);
    if (place) place.hidden = !question.value && !answer.value;
  }

  function updateKind(row) {
    const kind = kindOf(row);
    const consent = Boolean(kind && "consent" in kind.dataset);
    const own = Boolean(kind && "own" in kind.dataset);
    const typed = Boolean(kind && "typed" in kind.dataset);
    const hidable = Boolean(kind && "private" in kind.dataset) || Boolean(part(row, "sensitive")?.checked);
    for (const [name, shown] of [
      ["choices", own], ["wording", consent], ["autocomplete", typed], ["sensitive", hidable],
    ]) {
      const field = part(row, name);
      // What stands there is never hidden together with its complaint.
      const complains = Boolean(box(field)?.querySelector(".error-message, .w-field--error"));
      if (box(field)) box(field).hidden = !shown && !complains;
    }
  }

  /** Put the question's words and kind behind 'Question 3', which Wagtail counts itself. */
  function updateHeading(row) {
    const heading = row.querySelector("[data-panel-heading-text]");
    if (!heading) return;
    let name = heading.querySelector("[data-clinic-question]");
    if (!name) {
      name = document.createElement("span");
      name.setAttribute("data-clinic-question", "");
      heading.append(name);
    }
    const label = part(row, "label").value.trim();
    const kind = kindOf(row);
    // 'First name (First name)' and '(Who is asking: new, current, …)' say the same twice.
    const called = kind?.value ? kind.text.split(":")[0] : "";
    const told = called && plain(called) !== plain(label);
    const text = label ? `· ${label}${told ? ` (${called})` : ""}` : "";
    if (name.textContent !== text) name.textContent = text;
  }

  /** A row of Wagtail's own, right below another: added at the end, then moved up as its arrow does. */
  function addBelow(row) {
    document.getElementById("id_form_fields-ADD").click();
    const rows = listRows();
    const added = rows[rows.length - 1];
    for (let last = rows.length - 2; rows[last] !== row && last > 0; last -= 1) {
      added.querySelector("[data-inline-panel-child-move-up]").click();
    }
    return added;
  }

  const COPIED = ["field_type", "required", "help_text", "why", "choices", "wording", "show_if", "show_if_answer",
    "sensitive", "autocomplete"];

  /** The same question once more, below it, under a label of its own: conditions go by labels. */
  function copyRow(row) {
    const added = addBelow(row);
    for (const name of COPIED) {
      const [from, to] = [part(row, name), part(added, name)];
      if (!from || !to) continue;
      if (from.type === "checkbox") to.checked = from.checked;
      else to.value = from.value;
    }
    const label = part(row, "label").value.trim();
    part(added, "label").value = label ? words.copied.replace("%s", label) : "";
    part(added, "label").dispatchEvent(new Event("change", { bubbles: true }));
    return added;
  }

  function makeButton(icon, title, press) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--icon text-replace white";
    button.title = title;
    button.innerHTML = `<svg class="icon icon-${icon}" aria-hidden="true"><use href="#icon-${icon}"></use></svg>`;
    button.append(title);
    button.addEventListener("click", () => goTo(press()));
    return button;
  }

  /** Put the cursor where one types first: its words. */
  function goTo(row) {
    update();
    const label = part(row, "label");
    label.focus();
    label.select();
    label.scrollIntoView({ block: "center" });
  }

  function offerButtons(row) {
    const up = row.querySelector("[data-inline-panel-child-move-up]");
    if (!up || row.clinicButtons) return;
    row.clinicButtons = true;
    up.before(
      makeButton("copy", words.copy, () => copyRow(row)),
      makeButton("plus", words.below, () => addBelow(row)),
    );
  }

  function update() {
    const rows = listRows();
    rows.forEach((row, at) => {
      offerButtons(row);
      updateKind(row);
      updateCondition(row, rows.slice(0, at));
      updateHeading(row);
    });
  }

  /** A question that is reworded takes the conditions along that name it. */
  function followLabel(field) {
    const before = field.clinicBefore ?? field.defaultValue;
    field.clinicBefore = field.value;
    if (!plain(before) || !plain(field.value)) return;
    for (const row of listRows()) {
      const question = part(row, "show_if");
      if (question?.value && plain(question.value) === plain(before)) question.value = field.value;
    }
  }

  /** Fold the questions of a form that is there already, so that one sees all of them. */
  function fold(rows) {
    for (const row of rows) {
      const toggle = row.querySelector("[data-panel-toggle]");
      const complains = row.querySelector(".error-message, .w-field--error");
      // One without words is there to be written.
      if (!complains && part(row, "label").value && toggle?.getAttribute("aria-expanded") === "true") toggle.click();
    }
  }

  /** A new question takes comments as soon as a save has given it its key; until then its speech bubbles stay away. */
  function offerComments() {
    for (const row of listRows()) {
      const key = part(row, "clean_name")?.value;
      if (!key || !("contentpathDisabled" in row.dataset) || !window.comments) continue;
      delete row.dataset.contentpathDisabled;
      row.dataset.contentpath = `form_fields.${key}`;
      row.querySelectorAll("[data-component='add-comment-button']").forEach(window.comments.initAddCommentButton);
    }
  }

  function start() {
    const rows = document.getElementById("id_form_fields-FORMS");
    if (!rows) return;
    let waiting = 0;
    const soon = () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(update);
    };
    const heard = (event) => {
      if (event.target.name?.endsWith("-label")) followLabel(event.target);
      soon();
    };
    rows.addEventListener("input", heard);
    rows.addEventListener("change", heard);
    rows.addEventListener("click", () => setTimeout(soon, 400)); // moved, deleted: rows move for a while
    document.getElementById("id_form_fields-ADD")?.addEventListener("click", (event) => {
      if (event.isTrusted) setTimeout(() => goTo(listRows().at(-1)));
    });
    new MutationObserver(soon).observe(rows, { childList: true });
    // Wagtail enters the new keys right after it has told of the save.
    document.addEventListener("w-autosave:success", () => setTimeout(offerComments));
    update();
    fold(listRows());
  }

  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
})();
