// reCAPTCHA, asked only once a visitor begins to fill in a form, and never in anybody's way:
// blocked, slow or broken, the form is sent after three seconds without it.
const boxes = [...document.querySelectorAll("[data-captcha]")];
const PATIENCE = 3000;
let loading;

function load(box) {
  loading ??= new Promise((resolve, reject) => {
    const v3 = box.dataset.version === "3";
    const script = document.createElement("script");
    script.src = `https://www.google.com/recaptcha/api.js?render=${v3 ? encodeURIComponent(box.dataset.siteKey) : "explicit"}`;
    script.async = true;
    script.onload = () => window.grecaptcha.ready(() => resolve(window.grecaptcha));
    script.onerror = reject;
    document.head.append(script);
  });
  return loading;
}

// What was typed has been checked by the browser already: the submit event came after that.
function sendPlainly(form, submitter) {
  const pressed = document.createElement("input");
  pressed.type = "hidden";
  pressed.name = submitter.name;
  pressed.value = submitter.value;
  form.append(pressed);
  HTMLFormElement.prototype.submit.call(form);
  pressed.remove();
}

function watch(box) {
  const form = box.closest("form");
  const input = box.querySelector("input");
  const v3 = box.dataset.version === "3";
  let done = false;
  let drawn = false;
  const begin = () => {
    load(box).then((google) => {
      if (v3 || drawn) return;
      drawn = true;
      google.render(box.querySelector("[data-captcha-box]"), {
        sitekey: box.dataset.siteKey,
        callback: (token) => { input.value = token; },
        "expired-callback": () => { input.value = ""; },
      });
    }).catch(() => {});
  };
  for (const kind of ["focusin", "pointerdown", "keydown"]) form.addEventListener(kind, begin, { once: true });
  if (!v3) return;
  form.addEventListener("submit", (event) => {
    if (done || event.defaultPrevented || !event.submitter?.hasAttribute("data-captcha-button")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter;
    const send = (token) => {
      if (done) return;
      done = true;
      input.value = token || "";
      if (form.requestSubmit) form.requestSubmit(submitter);
      else sendPlainly(form, submitter); // Safari 15 says which button was pressed, and can't press it
    };
    setTimeout(send, PATIENCE, "");
    // Later, even if the answer is there: within the event, a form ignores being sent again.
    const soon = (token) => setTimeout(send, 0, token);
    load(box).then((google) => google.execute(box.dataset.siteKey, { action: box.dataset.action })).then(soon, () => soon(""));
  }, true);
  window.addEventListener("pageshow", () => { done = false; });
}

boxes.forEach(watch);
